//! Flags opt-ins that user secrets have made needless, where every Coder that the
//! configuration speaks of has them.

mod expressions;
mod fix;

use crate::check::{Check, Rule};
use crate::diagnostic::Finding;
use crate::module::{Module, Parameter};
use crate::rule::{Applicability, Level, RuleInfo};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        level: Level::Allow,
        summary: "an opt-in for a key that users can set as a user secret",
        fix: Some(Applicability::Unsafe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for key in module.keys() {
        let Some(environment) = module.replaced_by_user_secret(key) else {
            continue;
        };
        for parameter in module.masked(key) {
            if let Some(switch) = module.only_switch_of(parameter) {
                let fix = fix::fix(module, key, parameter, &switch);
                findings.push(wording(parameter, &environment).fixed_by(fix));
            }
        }
    }
}

fn wording(parameter: &Parameter<'_>, environment: &str) -> Finding {
    let label = parameter.label();
    Finding::new(
        parameter.block.name_span(),
        format!("parameter `{label}` is obsolete: users can set `{environment}` as a user secret"),
    )
    .about(label)
    .says("its value is stored as plaintext, and every workspace has its own")
    .note("every Coder that the configuration allows has user secrets, which override a `coder_env` of the same name")
    .help(format!(
        "remove the opt-in, and tell users to run `coder secret create NAME --env {environment}`"
    ))
}
