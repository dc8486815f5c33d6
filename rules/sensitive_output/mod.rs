//! Flags outputs that carry a key and are not marked `sensitive`.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::module::Module;
use crate::rule::{Applicability, RuleInfo};
use crate::source::Span;
use crate::terraform::Block;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "an output that carries a key and is not sensitive",
        fix: Some(Applicability::Safe),
        is_about_any: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for found in module.keys_in_outputs() {
        if module.sensitivity(found.output).is_hidden() == Some(false) {
            let fix = fix(module, found.output);
            findings.push(wording(found.output, found.at).fixed_by(fix));
        }
    }
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
    .help(
        "add `sensitive = true` to the output, or use `nonsensitive(…)` if the value may be shown",
    )
}

fn fix(module: &Module<'_>, output: &Block<'_>) -> Fix {
    let mut changes = Changes::default();
    let after = ["description", "value"];
    changes.set_attribute(module, output, "sensitive", "true", &after);
    changes.finish(module, "mark the output as sensitive", Applicability::Safe)
}
