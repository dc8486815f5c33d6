//! Flags key variables that are not marked `sensitive`.

use crate::diagnostic::{Applicability, Finding, Fix, Level};
use crate::fix::Changes;
use crate::module::{Key, Module, Value};
use crate::rule::Rule;

pub(crate) struct Check;

impl Rule for Check {
    fn level(&self) -> Level {
        Level::Warn
    }

    fn summary(&self) -> &'static str {
        "a key variable without `sensitive = true`"
    }

    fn fix(&self) -> Option<Applicability> {
        Some(Applicability::Safe)
    }

    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>) {
        for key in module.keys() {
            if !may_be_sensitive(module, key) {
                findings.push(wording(module, key));
            }
        }
    }
}

/// Whether it is sensitive, or nobody can tell. An ephemeral variable is never
/// shown or stored either.
fn may_be_sensitive(module: &Module<'_>, key: &Key) -> bool {
    ["sensitive", "ephemeral"].iter().any(|name| {
        let attribute = module.variable(key).block.attribute(name);
        attribute.is_some_and(|value| match module.value(value) {
            Value::Unknown => true,
            value => value.as_bool() == Some(true),
        })
    })
}

fn wording(module: &Module<'_>, key: &Key) -> Finding {
    let variable = module.variable(key);
    let name = variable.name;
    let mut finding = Finding::new(
        variable.block.name_span(),
        format!("key variable `{name}` is not sensitive"),
    )
    .about(name)
    .says("Terraform prints its value in plans and logs");
    if let Some(sensitive) = variable.block.attribute("sensitive") {
        finding = finding.label(sensitive.span(), "it says so here");
    }
    finding
        .note(format!(
            "`{name}` is taken for a key because {}",
            key.reason
        ))
        .help("add `sensitive = true` to the variable")
        .fixed_by(fix(module, key))
}

/// Unsafe where Terraform would refuse what uses the variable: an output that is
/// not sensitive, a `for_each`.
fn fix(module: &Module<'_>, key: &Key) -> Fix {
    let variable = module.variable(key);
    let is_refused = !module.unmarked_outputs(variable.name).is_empty()
        || module.decides_for_each(variable.name);
    let applicability = if is_refused {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let mut changes = Changes::default();
    let after = ["description", "type", "default", "nullable"];
    changes.set_attribute(module, &variable.block, "sensitive", "true", &after);
    changes.finish(module, "mark the variable as sensitive", applicability)
}
