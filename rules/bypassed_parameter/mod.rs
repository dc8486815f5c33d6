//! Flags uses of a key variable that its masked parameter does not reach.

mod fix;

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::module::{Key, Module};
use crate::rule::{Applicability, RuleInfo};
use crate::source::Span;

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a use of a key variable that its masked parameter does not reach",
        fix: Some(Applicability::Safe),
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
        format!("a user's key never gets here: `{name}` has a masked parameter, and this {what} bypasses it"),
    )
    .about(name)
    .says(match what {
        "test" => "this tests the variable alone",
        _ => "this takes the variable alone",
    });
    if let Some(parameter) = module.masked(key).first() {
        finding = finding.label(parameter.block.name_span(), "the parameter");
    }
    finding.help("use the value that is the parameter's where it is opted into, and the variable's elsewhere")
}
