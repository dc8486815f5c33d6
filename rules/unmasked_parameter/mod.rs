//! Flags parameters that take a credential and show it in the form.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::evidence::{Credential, Verdict};
use crate::module::{Module, Parameter};
use crate::rule::{Applicability, RuleInfo};

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a parameter that takes a credential and is not masked",
        fix: Some(Applicability::Safe),
        is_about_keys: true,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for parameter in module.parameters() {
        if !parameter.is_masked()
            && !parameter.is_disabled()
            && let Some(verdict) = module.credential(parameter)
        {
            let finding = wording(parameter, verdict);
            findings.push(finding.fixed_by(fix(module, parameter)));
        }
    }
}

fn wording(parameter: &Parameter<'_>, verdict: &Verdict) -> Finding {
    let label = parameter.label();
    let what = match verdict.credential {
        Credential::Key => "a key",
        Credential::Password => "a password",
    };
    let mut finding = Finding::new(
        parameter.block.name_span(),
        format!("parameter `{label}` takes {what} and is not masked"),
    )
    .about(label)
    .says("the form shows what users type");
    if let Some(styling) = parameter.styling_expr() {
        finding = finding.label(styling.span(), "this doesn't mask it");
    }
    finding
        .note(format!(
            "`{label}` is treated as {what} because {}",
            verdict.reason
        ))
        .help("set `styling = jsonencode({ mask_input = true })`")
}

fn fix(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Fix> {
    let mut changes = Changes::default();
    changes.mask(module, parameter)?;
    Some(changes.finish(module, "mask the parameter", Applicability::Safe))
}
