//! Flags masks that can't work, and form types that the provider rejects.

use crate::check::{Check, Rule};
use crate::diagnostic::{Finding, Fix};
use crate::edit::Changes;
use crate::module::{MaskInput, Module, Parameter, Styling};
use crate::rule::{Applicability, RuleInfo};
use crate::terraform::Value;

/// Which form types go with a type, with options and without (coder provider
/// 2.20, `provider/formtype.go`). The first one is the default.
const FORM_TYPES: &[(&str, &[&str], &[&str])] = &[
    ("string", &["radio", "dropdown"], &["input", "textarea"]),
    ("number", &["radio", "dropdown"], &["input", "slider"]),
    ("bool", &["radio", "dropdown"], &["checkbox", "switch"]),
    ("list(string)", &["radio", "multi-select"], &["tag-select"]),
];

/// The form types of a string that the form masks.
const MASKED: &[&str] = &["input", "textarea"];

pub(crate) const RULE: Rule = Rule {
    info: RuleInfo {
        summary: "a mask that can't work, or a form type that the provider rejects",
        fix: Some(Applicability::Safe),
        ..RuleInfo::DEFAULT
    },
    checks: &[Check::Module(check)],
};

fn check(module: &Module<'_>, findings: &mut Vec<Finding>) {
    for parameter in module.parameters() {
        if !parameter.is_disabled()
            && let Some(problem) = problem(module, parameter)
        {
            let fix = fix(module, parameter, &problem);
            findings.push(wording(parameter, &problem).fixed_by(fix));
        }
    }
}

/// What is wrong with a parameter's form: one thing, the first that has to be
/// fixed.
enum FormProblem {
    /// The provider refuses `form_type` here; these would do.
    Refused(String, &'static [&'static str]),
    NotText,
    NotJson,
    NotObject,
    OtherMask,
    MaskWithOptions,
    MaskOnType(String),
}

fn problem(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<FormProblem> {
    let kind = text(module, parameter, "type", "string");
    let form_type = text(module, parameter, "form_type", "");
    let row = FORM_TYPES
        .iter()
        .find(|(name, ..)| Some(*name) == kind.as_deref());
    let fitting = row.map(|(_, with, without)| {
        if parameter.has_options() {
            *with
        } else {
            *without
        }
    });
    if let (Some(form_type), Some(fitting)) = (&form_type, fitting)
        && !form_type.is_empty()
        && !fitting.contains(&form_type.as_str())
    {
        return Some(FormProblem::Refused(form_type.clone(), fitting));
    }
    let mask = match parameter.styling()? {
        Styling::Unknown => return None,
        Styling::NotText => return Some(FormProblem::NotText),
        Styling::NotJson => return Some(FormProblem::NotJson),
        Styling::NotObject => return Some(FormProblem::NotObject),
        Styling::Object { mask, .. } => mask,
    };
    match mask {
        MaskInput::Unknown | MaskInput::Bool(false) => None,
        MaskInput::Other { .. } => Some(FormProblem::OtherMask),
        MaskInput::Bool(true) if parameter.has_options() => Some(FormProblem::MaskWithOptions),
        MaskInput::Bool(true) => {
            let kind = kind?;
            let shown = match form_type?.as_str() {
                "" => fitting?.first()?.to_string(),
                form_type => form_type.to_owned(),
            };
            let works = kind == "string" && MASKED.contains(&shown.as_str());
            let article = if shown == "input" { "an" } else { "a" };
            (!works)
                .then(|| FormProblem::MaskOnType(format!("a {kind} shown as {article} {shown}")))
        }
    }
}

/// An attribute's text; `None` where it is unknown.
fn text(
    module: &Module<'_>,
    parameter: &Parameter<'_>,
    name: &str,
    default: &str,
) -> Option<String> {
    match parameter
        .block
        .attribute(name)
        .map(|value| module.value(value))
    {
        None | Some(Value::Null) => Some(default.to_owned()),
        Some(value) => value.as_str().map(str::to_owned),
    }
}

fn wording(parameter: &Parameter<'_>, problem: &FormProblem) -> Finding {
    let label = parameter.label();
    let (message, attribute, says, help) = match problem {
        FormProblem::Refused(form_type, fitting) => (
            format!("parameter `{label}` has a form type that the provider rejects"),
            "form_type",
            format!("`{form_type}` doesn't work with this type and these options"),
            format!("use {}", list(fitting)),
        ),
        FormProblem::NotText => (
            format!("parameter `{label}` has styling that is not a string"),
            "styling",
            "`styling` takes JSON as a string".to_owned(),
            "write it with `jsonencode({ … })`".to_owned(),
        ),
        FormProblem::NotJson => (
            format!("parameter `{label}` has styling that is not JSON"),
            "styling",
            "the form ignores this".to_owned(),
            "write it with `jsonencode({ … })`".to_owned(),
        ),
        FormProblem::NotObject => (
            format!("parameter `{label}` has styling that is not a JSON object"),
            "styling",
            "the form ignores this".to_owned(),
            "write it with `jsonencode({ … })`".to_owned(),
        ),
        FormProblem::OtherMask => (
            format!("parameter `{label}` has a `mask_input` that is not a boolean"),
            "styling",
            "the form does not mask the value".to_owned(),
            "set `mask_input = true`".to_owned(),
        ),
        FormProblem::MaskWithOptions => (
            format!("parameter `{label}` has a mask that can't work"),
            "styling",
            "options are never masked".to_owned(),
            "remove the options, or the mask".to_owned(),
        ),
        FormProblem::MaskOnType(shown) => (
            format!("parameter `{label}` has a mask that can't work"),
            "styling",
            format!("{shown} is never masked"),
            "use `type = \"string\"` with `form_type = \"input\"` or `\"textarea\"`".to_owned(),
        ),
    };
    let mut finding = Finding::new(parameter.block.name_span(), message).about(label);
    if let Some(value) = parameter.block.attribute(attribute) {
        finding = finding.label(value.span(), says);
    }
    let note = match problem {
        FormProblem::Refused(..) => {
            "the provider fails on it, in some cases only when a workspace is built"
        }
        FormProblem::NotText => "Terraform rejects it",
        _ => "neither Terraform nor the provider reports this, and the form shows the value",
    };
    finding.note(note).help(help)
}

fn list(form_types: &[&str]) -> String {
    let quoted: Vec<String> = form_types.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(" or ")
}

/// Only where there is one answer.
fn fix(module: &Module<'_>, parameter: &Parameter<'_>, problem: &FormProblem) -> Option<Fix> {
    let mut changes = Changes::default();
    let title = match problem {
        FormProblem::OtherMask => {
            changes.mask(module, parameter)?;
            "mask the parameter".to_owned()
        }
        FormProblem::NotText => {
            let styling = parameter.styling_expr()?;
            if !matches!(module.value(styling), Value::Object(_)) {
                return None;
            }
            let at = styling.span();
            let source = &module.sources()[at.file].text;
            let end = at.start + source[at.start..at.end].trim_end().len();
            changes.insert(at.file, at.start, "jsonencode(");
            changes.insert(at.file, end, ")");
            "encode the styling as JSON".to_owned()
        }
        FormProblem::Refused(_, [only]) => {
            let quoted = format!("\"{only}\"");
            changes.set_attribute(module, &parameter.block, "form_type", &quoted, &[]);
            format!("use `{only}`")
        }
        _ => return None,
    };
    Some(changes.finish(module, title, Applicability::Safe))
}
