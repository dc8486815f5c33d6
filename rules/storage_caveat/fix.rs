//! Explains in descriptions and READMEs how a parameter's value is stored.

use hcl_edit::expr::Expression;

use crate::diagnostic::Fix;
use crate::edit::{Changes, document};
use crate::module::{Module, Parameter};
use crate::rule::Applicability;

/// Adds the caveat to a description; `None` where that is not written out.
pub(super) fn description(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<Fix> {
    let caveat = &*module.settings().caveat();
    if !says_it(module, caveat) {
        return None;
    }
    let mut changes = Changes::default();
    let quoted = |text: &str| Expression::from(text).to_string();
    let Some(description) = parameter.block.attribute("description") else {
        let after = ["name", "display_name"];
        changes.set_attribute(
            module,
            &parameter.block,
            "description",
            &quoted(caveat),
            &after,
        );
        return Some(finish(changes, module));
    };
    let at = description.span();
    let source = &module.sources()[at.file].text;
    let text = source[at.start..at.end].trim_end();
    match description.node {
        Expression::Null(_) => changes.replace(at, quoted(caveat)),
        Expression::String(_) | Expression::StringTemplate(_) => {
            let inner = text[1..text.len() - 1].trim_end();
            let escaped = quoted(caveat);
            let escaped = &escaped[1..escaped.len() - 1];
            let added = match inner.chars().next_back() {
                None => escaped.to_owned(),
                Some('.' | '!' | '?' | ':') => format!(" {escaped}"),
                Some(_) => format!(". {escaped}"),
            };
            changes.insert(at.file, at.start + 1 + inner.len(), added);
        }
        Expression::HeredocTemplate(_) => {
            // Its last line is the marker.
            let marker = at.start + text.rfind('\n')?;
            let last = source[..marker].rsplit('\n').next().unwrap_or_default();
            let indent = &last[..last.len() - last.trim_start().len()];
            let caveat = caveat.replace("${", "$${").replace("%{", "%%{");
            let end = marker - usize::from(source[..marker].ends_with('\r'));
            changes.insert(at.file, end, format!("\n{indent}{caveat}"));
        }
        _ => return None,
    }
    Some(finish(changes, module))
}

/// Whether the sentence that is set says what it has to.
pub(super) fn says_it(module: &Module<'_>, caveat: &str) -> bool {
    let quoted = Expression::from(caveat).to_string();
    module.text_has_caveat(&quoted, super::accepted(module))
}

fn finish(changes: Changes, module: &Module<'_>) -> Fix {
    let title = "explain in the description how the value is stored";
    changes.finish(module, title, Applicability::Safe)
}

/// Which Coder masks at all.
const MASKING: &str = "Masking needs Coder 2.24 or later.";

/// Adds a section to the README: what users are asked for, and how it is stored.
pub(super) fn readme(module: &Module<'_>, masked: &[&Parameter<'_>]) -> Option<Fix> {
    if !says_it(module, &module.settings().caveat()) {
        return None;
    }
    let paragraphs = asked(module, masked);
    let mut changes = Changes::default();
    document(module, &paragraphs, MASKING, &mut changes);
    if changes.is_empty() {
        return None;
    }
    let title = "explain in the README how the value is stored";
    Some(changes.finish(module, title, Applicability::Safe))
}

/// What the form asks for, and what turns that on.
fn asked(module: &Module<'_>, masked: &[&Parameter<'_>]) -> Vec<String> {
    let mut switched = Vec::new();
    let (mut always, mut perhaps) = (Vec::new(), Vec::new());
    for parameter in masked {
        let name = called(module, parameter);
        match (parameter.gate(), module.only_switch_of(parameter)) {
            (_, Some(switch)) => switched.push(format!(
                "With `{switch} = true`, the workspace form asks each user for {name}."
            )),
            (Some(_), None) => perhaps.push(name),
            (None, None) => always.push(name),
        }
    }
    let sentence = |asks: &str, names: Vec<String>| {
        (!names.is_empty()).then(|| {
            format!(
                "The workspace form {asks} each user for {}.",
                listed(&names)
            )
        })
    };
    let unswitched = [sentence("asks", always), sentence("may ask", perhaps)];
    unswitched.into_iter().flatten().chain(switched).collect()
}

/// "a", "a and b", or "a, b, and c".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [before @ .., last] => format!("{}, and {last}", before.join(", ")),
    }
}

/// What the form calls a parameter, in quotes.
fn called(module: &Module<'_>, parameter: &Parameter<'_>) -> String {
    let display_name = parameter.block.attribute("display_name");
    let display_name = display_name.and_then(|name| module.value(name).as_text());
    let name = display_name.as_deref().or(parameter.name());
    format!("\"{}\"", name.unwrap_or_else(|| parameter.label()))
}
