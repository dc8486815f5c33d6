//! Flags outputs that carry a key and are not marked `sensitive`.

use crate::diagnostic::{Applicability, Finding, Fix, Level};
use crate::fix::Changes;
use crate::module::{Block, Module, Span, Value};
use crate::rule::Rule;

pub(crate) struct Check;

impl Rule for Check {
    fn level(&self) -> Level {
        Level::Deny
    }

    fn summary(&self) -> &'static str {
        "an output that carries a key and is not sensitive"
    }

    fn fix(&self) -> Option<Applicability> {
        Some(Applicability::Safe)
    }

    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>) {
        for (output, key) in module.outputs_with_keys() {
            if !may_be_hidden(module, output) {
                let fix = fix(module, output);
                findings.push(wording(output, key).fixed_by(fix));
            }
        }
    }
}

/// Whether it is sensitive or ephemeral, or nobody can tell.
fn may_be_hidden(module: &Module<'_>, output: &Block<'_>) -> bool {
    ["sensitive", "ephemeral"].iter().any(|name| {
        let attribute = output.attribute(name);
        attribute.is_some_and(|value| match module.value(value) {
            Value::Unknown => true,
            value => value.as_bool() == Some(true),
        })
    })
}

fn wording(output: &Block<'_>, key: Span) -> Finding {
    let name = output.name();
    Finding::new(
        output.name_span(),
        format!("output `{name}` carries a key and is not sensitive"),
    )
    .about(name)
    .says("Terraform prints its value after every apply")
    .label(key, "the key comes from here")
    .help("add `sensitive = true` to the output; where it may be shown after all, say so with `nonsensitive(…)`")
}

fn fix(module: &Module<'_>, output: &Block<'_>) -> Fix {
    let mut changes = Changes::default();
    let after = ["description", "value"];
    changes.set_attribute(module, output, "sensitive", "true", &after);
    changes.finish(module, "mark the output as sensitive", Applicability::Safe)
}
