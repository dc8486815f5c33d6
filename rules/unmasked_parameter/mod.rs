//! Flags parameters that take a credential and show it in the form.

use crate::diagnostic::{Applicability, Finding, Fix, Level};
use crate::fix::Changes;
use crate::module::{Credential, Mask, Module, Parameter};
use crate::rule::Rule;

pub(crate) struct Check;

impl Rule for Check {
    fn level(&self) -> Level {
        Level::Deny
    }

    fn summary(&self) -> &'static str {
        "a parameter that takes a credential and is not masked"
    }

    fn fix(&self) -> Option<Applicability> {
        Some(Applicability::Safe)
    }

    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>) {
        for parameter in module.parameters() {
            if parameter.mask(module) == Mask::No
                && !parameter.is_disabled(module)
                && let Some((credential, reason)) = module.credential(parameter)
            {
                let finding = wording(parameter, *credential, reason);
                findings.push(finding.fixed_by(fix(module, parameter)));
            }
        }
    }
}

fn wording(parameter: &Parameter<'_>, credential: Credential, reason: &str) -> Finding {
    let label = parameter.label();
    let what = match credential {
        Credential::Key => "a key",
        Credential::Password => "a password",
    };
    let mut finding = Finding::new(
        parameter.block.name_span(),
        format!("parameter `{label}` takes {what} and is not masked"),
    )
    .about(label)
    .says("the form shows what is typed here");
    if let Some(styling) = parameter.styling_expr() {
        finding = finding.label(styling.span(), "this does not mask it");
    }
    finding
        .note(format!("`{label}` is taken for {what} because {reason}"))
        .help("set `styling = jsonencode({ mask_input = true })`")
}

fn fix(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Fix> {
    let mut changes = Changes::default();
    changes.mask(module, parameter)?;
    Some(changes.finish(module, "mask the parameter", Applicability::Safe))
}
