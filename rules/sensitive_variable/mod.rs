//! Flags key variables that are not marked `sensitive`.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::module::{Key, Module};
use crate::rule::{Applicability, Level, RuleInfo};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Warn,
        summary: "a key variable without `sensitive = true`",
        fix: Some(Applicability::Safe),
        is_about_any: true,
        is_about_keys: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for key in module.keys() {
        if module.variable(key).sensitivity.is_hidden() == Some(false) {
            findings.push(wording(module, key));
        }
    }
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
        finding = finding.label(sensitive.span(), "it is set here");
    }
    let finding = finding
        .note(format!(
            "`{name}` is treated as a key because {}",
            key.reason
        ))
        .help("add `sensitive = true` to the variable");
    match obstacle(module, key) {
        Some(obstacle) => finding.note(format!("no fix: {obstacle}")),
        None => finding.fixed_by(fix(module, key)),
    }
}

/// What Terraform would refuse if a variable were sensitive.
fn obstacle(module: &Module<'_>, key: &Key) -> Option<String> {
    let name = module.variable(key).name;
    if module.dependents_of_variable(name).for_each {
        return Some(
            "a `for_each` depends on its value, and Terraform doesn't allow sensitive values there"
                .to_owned(),
        );
    }
    let output = module.unmarked_outputs(name).into_iter().next()?;
    let output = output.name();
    Some(format!(
        "output `{output}` depends on it and must be marked sensitive first"
    ))
}

fn fix(module: &Module<'_>, key: &Key) -> Fix {
    let variable = module.variable(key);
    let mut changes = Changes::default();
    let after = ["description", "type", "default", "nullable"];
    changes.set_attribute(module, &variable.block, "sensitive", "true", &after);
    changes.finish(
        module,
        "mark the variable as sensitive",
        Applicability::Safe,
    )
}
