//! Flags parameters for a credential whose value can't be changed.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::module::{Module, Parameter};
use crate::rule::{Applicability, Level, RuleInfo};
use crate::terraform::Value;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Warn,
        summary: "a parameter for a credential that can't be changed once the workspace is made",
        fix: Some(Applicability::Safe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for parameter in module.parameters() {
        if !may_be_mutable(module, parameter)
            && !parameter.is_disabled()
            && module.credential(parameter).is_some()
        {
            findings.push(wording(parameter).fixed_by(fix(module, parameter)));
        }
    }
}

fn may_be_mutable(module: &Module<'_>, parameter: &Parameter<'_>) -> bool {
    let mutable = parameter.block.attribute("mutable");
    mutable.is_some_and(|value| match module.value(value) {
        Value::Unknown => true,
        value => value.as_bool() == Some(true),
    })
}

fn wording(parameter: &Parameter<'_>) -> Finding {
    let label = parameter.label();
    let mut finding = Finding::new(
        parameter.block.name_span(),
        format!("parameter `{label}` takes a credential and is not mutable"),
    )
    .about(label)
    .says("whoever has a new key needs a new workspace");
    if let Some(mutable) = parameter.block.attribute("mutable") {
        finding = finding.label(mutable.span(), "it says so here");
    }
    finding
        .note("a credential has to be rotated, and a parameter that is not mutable keeps its first value")
        .help("set `mutable = true`")
}

fn fix(module: &Module<'_>, parameter: &Parameter<'_>) -> Fix {
    let mut changes = Changes::default();
    let after = ["name", "display_name", "description", "type", "order"];
    changes.set_attribute(module, &parameter.block, "mutable", "true", &after);
    changes.finish(module, "make the parameter mutable", Applicability::Safe)
}
