//! Flags masked parameters that users get although the template's author hasn't
//! opted in.

mod fix;

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::module::{Extent, Key, Module, Parameter};
use crate::rule::{Applicability, RuleInfo};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a masked parameter for a key that is in the form without an opt-in",
        fix: Some(Applicability::Unsafe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    // A template's author decides on the form by writing it.
    if module.extent() == Extent::Example || module.is_template() {
        return;
    }
    for key in module.keys() {
        for parameter in module.masked(key) {
            if parameter.is_in_form_by_default() == Some(true) {
                let fix = fix::add_gate(module, parameter);
                findings.push(no_gate(parameter).fixed_by(fix));
            } else if module.variable(key).block.attribute("default").is_none() {
                let fix = fix::add_default(module, key);
                findings.push(no_default(module, key, parameter).fixed_by(fix));
            }
        }
    }
}

fn no_gate(parameter: &Parameter<'_>) -> Finding {
    let label = parameter.label();
    let mut finding = Finding::new(
        parameter.block.name_span(),
        format!("masked parameter `{label}` is in the form by default"),
    )
    .about(label)
    .says("every user of every template that uses this module is asked for it");
    if let Some(gate) = parameter.gate() {
        finding = finding.label(gate.span(), "this shows the parameter by default");
    }
    finding
        .note("a template should not change until its author opts in")
        .help(format!(
            "add a switch, a bool variable that is false by default, and `count = var.enable_{label}_parameter ? 1 : 0`"
        ))
}

fn no_default(module: &Module<'_>, key: &Key, parameter: &Parameter<'_>) -> Finding {
    let label = parameter.label();
    let variable = module.variable(key);
    let name = variable.name;
    Finding::new(
        parameter.block.name_span(),
        format!("masked parameter `{label}` is used in place of a variable that is still required"),
    )
    .about(label)
    .label(variable.block.name_span(), "this has no default")
    .note("the template must set a key even if each user provides one")
    .help(format!("add `default = \"\"` to `{name}`"))
}
