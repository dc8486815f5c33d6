//! Adds the whole opt-in: the switch, the parameter, the local value that joins
//! it to the variable, and the local value in place of every use.

use super::blocks::Names;
use super::{checks, companion, placement, providers, readme, uses};
use crate::diagnostic::Fix;
use crate::edit::Changes;
use crate::module::{Key, KeyInOutput, Module, Parameter};
use crate::rule::Applicability;
use crate::source::Span;

/// The fix, and why it is not safe.
pub(super) struct OptIn {
    pub(super) fix: Fix,
    pub(super) reasons: Vec<String>,
}

/// Builds the fix, or says why none is certain to be right.
pub(super) fn fix(module: &Module<'_>, key: &Key) -> Result<OptIn, String> {
    let variable = module.variable(key);
    let names = Names::new(module, variable.name);
    let mut changes = Changes::default();
    let mut reasons = Vec::new();

    let checks = checks::of(module, key, &names.switch);
    if let Some(obstacle) = checks.obstacle {
        return Err(obstacle);
    }
    reasons.extend(checks.reasons.clone());
    for (at, text) in &checks.edits {
        changes.replace(*at, text);
    }
    let rewritten = uses::rewrite(module, key, &names);
    if let Some(obstacle) = rewritten.obstacle {
        return Err(obstacle);
    }
    mark_outputs(
        module,
        key,
        &rewritten.takes_local,
        &mut changes,
        &mut reasons,
    );
    rewritten
        .replaced
        .into_iter()
        .for_each(|edit| changes.add(edit));
    reasons.extend(rewritten.reasons);
    make_optional(module, key, &mut changes, &mut reasons);
    if let Some(companion) = companion::of(module, variable.name) {
        reasons.push(format!(
            "`{companion}` belongs to this key but would still be set in the template"
        ));
    }
    if let Some(other) = unjoined(module) {
        reasons.push(format!(
            "parameter `{other}` already takes a credential, but isn't used in place of a key variable"
        ));
    }
    if module.may_be_repeated() {
        reasons.push("a template may call this module more than once, and Coder rejects two parameters with the same name".to_owned());
    }
    let (switch, others) = names.blocks(module, &checks, rewritten.if_empty.as_deref());
    providers::require(module, variable.block.name_span(), &mut changes);
    placement::insert(module, key, &switch, &others, &mut changes);
    readme::describe(module, key, &names, &checks.on_switch, &mut changes);

    let applicability = if reasons.is_empty() {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let title = format!("add an opt-in masked parameter for `{}`", names.variable);
    Ok(OptIn {
        fix: changes.finish(module, title, applicability),
        reasons,
    })
}

/// The local value is sensitive, as Terraform sees it when it validates, even
/// while the switch is off.
fn mark_outputs(
    module: &Module<'_>,
    key: &Key,
    takes_local: &[Span],
    changes: &mut Changes,
    reasons: &mut Vec<String>,
) {
    // One that may be sensitive has its outputs marked already.
    if module.variable(key).sensitivity.is_sensitive() != Some(false) {
        return;
    }
    let flagged = module.keys_in_outputs();
    for output in module.unmarked_outputs_from(takes_local) {
        // What `sensitive_output` marks anyway is no surprise.
        let is_flagged = |found: &KeyInOutput<'_, '_>| found.output.name() == output.name();
        if !flagged.iter().any(is_flagged) {
            reasons.push(format!("output `{}` becomes sensitive", output.name()));
        }
        let after = ["description", "value"];
        changes.set_attribute(module, output, "sensitive", "true", &after);
    }
}

/// A key that users bring can't be required of the author.
pub(super) fn make_optional(
    module: &Module<'_>,
    key: &Key,
    changes: &mut Changes,
    reasons: &mut Vec<String>,
) {
    let variable = module.variable(key);
    if variable.block.attribute("default").is_some() {
        return;
    }
    let after = ["description", "type"];
    changes.set_attribute(module, &variable.block, "default", "\"\"", &after);
    reasons.push(format!("`{}` is no longer required", variable.name));
}

/// A parameter for a key that no variable is joined to.
fn unjoined<'a>(module: &Module<'a>) -> Option<&'a str> {
    let parameters = module.parameters().iter();
    let unjoined = parameters.filter(|parameter| {
        module.credential(parameter).is_some()
            && !parameter.is_disabled()
            && !module.is_joined(parameter)
    });
    unjoined.map(Parameter::label).min()
}
