//! Flags masked parameters whose description, or whose module's README, doesn't
//! say that the value is stored as plaintext.

mod fix;

use crate::check::{Check, Rule};
use crate::config::CAVEAT;
use crate::diagnostic::Finding;
use crate::module::{Extent, Module, Parameter};
use crate::rule::{Applicability, Kind, RuleInfo, Setting};
use crate::source::Span;

const WHY: &str = "the mask is purely cosmetic: Coder stores parameter values as plaintext in its database, and anyone who can view the workspace can see them";

/// Phrases that count as the caveat, beside those that are known.
const ACCEPT: &str = "accept";

const OPTIONS: &[Setting] = &[
    Setting {
        name: ACCEPT,
        kind: Kind::Strings,
        about: "Additional phrases that count as the caveat, for example in other languages.",
        example: "[\"wird im Klartext gespeichert\"]",
    },
    Setting {
        name: "text",
        kind: Kind::String,
        about: "The sentence that fixes write into descriptions and READMEs.",
        example: "\"The form masks it, but it is stored as plaintext.\"",
    },
];

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a masked parameter that doesn't say its value is stored as plaintext",
        fix: Some(Applicability::Safe),
        options: OPTIONS,
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    let mut masked: Vec<&Parameter<'_>> = module
        .parameters()
        .iter()
        .filter(|parameter| module.owes_caveat(parameter))
        .collect();
    masked.sort_by_key(|parameter| parameter.label());
    for parameter in &masked {
        if lacks_caveat(module, parameter) {
            let fix = fix::description(module, parameter);
            findings.push(description_wording(module, parameter).fixed_by(fix));
        }
    }
    if !masked.is_empty()
        && module.extent() == Extent::Folder
        && !module.readme_has_caveat(accepted(module))
        && let Some(heading) = module.readme_heading()
    {
        let fix = fix::readme(module, &masked);
        let finding = readme_wording(module, heading, &masked);
        findings.push(finding.fixed_by(fix));
    }
}

fn accepted<'m>(module: &Module<'m>) -> &'m [String] {
    module.settings().strings("storage_caveat", ACCEPT)
}

fn lacks_caveat(module: &Module<'_>, parameter: &Parameter<'_>) -> bool {
    parameter
        .block
        .attribute("description")
        .is_none_or(|description| module.has_caveat(description, accepted(module)) == Some(false))
}

fn description_wording(module: &Module<'_>, parameter: &Parameter<'_>) -> Finding {
    let label = parameter.label();
    let mut finding = Finding::new(
        parameter.block.name_span(),
        format!("masked parameter `{label}` doesn't say how its value is stored"),
    )
    .about(label)
    .says("users will assume that a masked value is stored securely");
    if let Some(description) = parameter.block.attribute("description") {
        finding = finding.label(description.span(), "this doesn't mention how it is stored");
    }
    let mut caveat = module.settings().caveat();
    // A sentence that says nothing of it is no help.
    if !fix::says_it(module, &caveat) {
        CAVEAT.clone_into(&mut caveat);
    }
    finding
        .note(WHY)
        .help(format!("add to the description: \"{caveat}\""))
}

/// How many of the parameters are shown.
const MAX_SHOWN: usize = 3;

fn readme_wording(module: &Module<'_>, heading: Span, masked: &[&Parameter<'_>]) -> Finding {
    let message = match masked {
        [only] => format!(
            "the README doesn't say how the value of masked parameter `{}` is stored",
            only.label()
        ),
        _ => "the README doesn't say how the values of masked parameters are stored".to_owned(),
    };
    let finding = Finding::new(heading, message).says("this README never mentions it");
    let shown = masked.iter().take(MAX_SHOWN);
    let finding = shown.fold(finding, |finding, parameter| {
        finding.label(parameter.block.name_span(), "a masked parameter")
    });
    let finding = finding
        .note(WHY)
        .help("say in the README that the mask is cosmetic and the value is stored as plaintext in the Coder database");
    if module.settings().own_caveat().is_some() || module.readme_is_english() {
        finding
    } else {
        finding.help("the README isn't in English: set `text` in `rule \"storage_caveat\"` to a sentence in its language, and `accept` to a phrase from it")
    }
}
