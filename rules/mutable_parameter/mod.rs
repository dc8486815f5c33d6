//! Flags credential parameters whose value can't be changed.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::evidence::Credential;
use crate::module::{Module, Parameter};
use crate::rule::{Applicability, Level, RuleInfo};
use crate::terraform::Value;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Warn,
        summary: "a credential parameter that can't be changed after the workspace is created",
        fix: Some(Applicability::Safe),
        is_about_keys: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for parameter in module.parameters() {
        let Some(verdict) = module.credential(parameter) else {
            continue;
        };
        let is_password = verdict.credential == Credential::Password;
        if !is_left_to_author(module, parameter, is_password) && !parameter.is_disabled() {
            let fix = fix(module, parameter, is_password);
            findings.push(wording(parameter).fixed_by(fix));
        }
    }
}

/// Whether a parameter may be mutable, or its author says that it isn't and may
/// be right: a password is often that of a first user or database, and for once.
fn is_left_to_author(module: &Module<'_>, parameter: &Parameter<'_>, is_password: bool) -> bool {
    let mutable = parameter.block.attribute("mutable");
    mutable.is_some_and(|value| match module.value(value) {
        Value::Unknown => true,
        value => is_password || value.as_bool() == Some(true),
    })
}

fn wording(parameter: &Parameter<'_>) -> Finding {
    let label = parameter.label();
    let mut finding = Finding::new(
        parameter.block.name_span(),
        format!("parameter `{label}` takes a credential and is not mutable"),
    )
    .about(label)
    .says("a new key would require a new workspace");
    if let Some(mutable) = parameter.block.attribute("mutable") {
        finding = finding.label(mutable.span(), "it is set here");
    }
    finding
        .note("credentials must be rotated, but a parameter that is not mutable keeps its first value")
        .help("set `mutable = true`")
}

/// Unsafe for a password: whether another one would be taken over is not known
/// here.
fn fix(module: &Module<'_>, parameter: &Parameter<'_>, is_password: bool) -> Fix {
    let applicability = if is_password {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let mut changes = Changes::default();
    let after = ["name", "display_name", "description", "type", "order"];
    changes.set_attribute(module, &parameter.block, "mutable", "true", &after);
    changes.finish(module, "make the parameter mutable", applicability)
}
