//! Flags uses of a key variable that bypass its masked parameter.

mod fix;

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::module::{Key, Module};
use crate::rule::{Applicability, RuleInfo};
use crate::source::Span;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a use of a key variable that bypasses its masked parameter",
        fix: Some(Applicability::Safe),
        is_about_keys: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for key in module.keys() {
        if module.masked(key).is_empty() {
            continue;
        }
        for found in module.bypassing_uses(key) {
            let fix = fix::of_use(module, key, found);
            findings.push(wording(module, key, found.at, "use").fixed_by(fix));
        }
        for at in module.bypassing_tests(key) {
            let fix = fix::of_test(module, key, at);
            findings.push(wording(module, key, at, "test").fixed_by(fix));
        }
    }
}

/// `what` is a use of the key, or a test of it.
fn wording(module: &Module<'_>, key: &Key, at: Span, what: &str) -> Finding {
    let name = module.variable(key).name;
    let mut finding = Finding::new(
        at,
        format!("this {what} of `var.{name}` bypasses its masked parameter"),
    )
    .about(name)
    .says(match what {
        "test" => "this tests only the variable, so a user's key never gets here",
        _ => "this takes only the variable, so a user's key never gets here",
    });
    if let Some(parameter) = module.masked(key).first() {
        finding = finding.label(parameter.block.name_span(), "the parameter");
    }
    finding.help("use the parameter's value when it is enabled, and the variable's otherwise")
}
