//! Flags masked parameters whose description, or whose module's README, does
//! not tell that the value is stored as plaintext all the same.

mod fix;

use crate::config::CAVEAT;
use crate::config::setting::{Kind, Setting};
use crate::diagnostic::{Applicability, Finding, Level};
use crate::module::{Extent, Mask, Module, Parameter};
use crate::rule::Rule;

const WHY: &str = "the mask is purely cosmetic: Coder stores the value of a parameter as plaintext in its database, and whoever can view a workspace can see it";

/// Phrases that count as the caveat, beside those that are known.
const ACCEPT: &str = "accept";

const OPTIONS: &[Setting] = &[
    Setting {
        name: ACCEPT,
        kind: Kind::Strings,
        about: "Phrases that count as the caveat too, in other languages say.",
    },
    Setting {
        name: "text",
        kind: Kind::String,
        about: "The sentence that fixes write into descriptions and READMEs.",
    },
];

pub(crate) struct Check;

impl Rule for Check {
    fn level(&self) -> Level {
        Level::Deny
    }

    fn summary(&self) -> &'static str {
        "a masked parameter that does not say that its value is stored as plaintext"
    }

    fn options(&self) -> &'static [Setting] {
        OPTIONS
    }

    fn fix(&self) -> Option<Applicability> {
        Some(Applicability::Safe)
    }

    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>) {
        let masked: Vec<&Parameter<'_>> = module
            .parameters()
            .iter()
            .filter(|parameter| {
                parameter.mask(module) == Mask::Yes
                    && !parameter.is_disabled(module)
                    && module.credential(parameter).is_some()
            })
            .collect();
        for parameter in &masked {
            if lacks_caveat(module, parameter) {
                let fix = fix::description(module, parameter);
                findings.push(description_wording(module, parameter).fixed_by(fix));
            }
        }
        if let Some(first) = masked.first()
            && module.extent() == Extent::Folder
            && !module.readme_has_caveat(accepted(module))
        {
            let fix = fix::readme(module, &masked);
            findings.extend(readme_wording(module, first).map(|finding| finding.fixed_by(fix)));
        }
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
        format!("masked parameter `{label}` does not say how its value is stored"),
    )
    .about(label)
    .says("this looks safer than it is");
    if let Some(description) = parameter.block.attribute("description") {
        finding = finding.label(description.span(), "the user is not told here");
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

fn readme_wording(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Finding> {
    let label = parameter.label();
    let finding = Finding::new(
        module.readme_heading()?,
        format!("the README does not say how the value of masked parameter `{label}` is stored"),
    )
    .about(label)
    .says("nowhere in this README")
    .label(parameter.block.name_span(), "the masked parameter")
    .note(WHY)
    .help("say in the README that the mask is cosmetic and the value is stored as plaintext in the Coder database");
    Some(finding)
}
