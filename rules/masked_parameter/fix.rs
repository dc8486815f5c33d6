//! Adds the whole opt-in: the switch, the parameter, the local value that joins
//! it to the variable, and the local value in place of every use.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::Names;
use super::{checks, companion, placement, providers};
use crate::diagnostic::Fix;
use crate::edit::{Changes, may_fail};
use crate::flow::Sink;
use crate::module::{Context, Extent, Key, KeyUse, Module, Parameter};
use crate::rule::Applicability;
use crate::source::Span;

/// The fix, and why it is not safe.
pub(super) struct OptIn {
    pub(super) fix: Fix,
    pub(super) reasons: Vec<String>,
}

/// Makes the fix, or says why there is no way that is certainly right.
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
    rewrite_uses(module, key, &names, &mut changes, &mut reasons);
    mark_outputs(module, key, &mut changes, &mut reasons);
    make_optional(module, key, &mut changes, &mut reasons);
    if let Some(companion) = companion::of(module, variable.name) {
        reasons.push(format!(
            "`{companion}` belongs to it and stays the author's"
        ));
    }
    if let Some(other) = unjoined(module) {
        reasons.push(format!(
            "parameter `{other}` takes a credential already, and is joined to nothing"
        ));
    }
    let (switch, others) = names.blocks(module, &checks);
    providers::require(module, variable.block.name_span(), &mut changes);
    placement::insert(module, key, &switch, &others, &mut changes);

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

/// Puts the local value in place of the variable.
fn rewrite_uses(
    module: &Module<'_>,
    key: &Key,
    names: &Names<'_>,
    changes: &mut Changes,
    reasons: &mut Vec<String>,
) {
    let mut provisions = false;
    let mut repeats = module.dependents_of_variable(names.variable).in_child;
    let mut replaced: BTreeMap<Span, String> = BTreeMap::new();
    for used in module.uses_of_key(key) {
        let found = used.found;
        provisions |= found.context == Context::Provisioning || used.reaches(Sink::Provisioning);
        if stays(module, &used) {
            continue;
        }
        let is_repetition = match found.context {
            Context::Count | Context::ForEach => true,
            Context::Local(local) => decides_repetition(module, local),
            _ => false,
        };
        if let Some(test) = found.test.filter(|_| is_repetition) {
            let told = names.with_switch(module, test, may_fail(module, key, test));
            replaced.insert(told.span, told.text);
            continue;
        }
        repeats |= match found.context {
            Context::Local(local) if is_repetition => {
                !tell_tests_of(module, names, local, &mut replaced)
            }
            _ => is_repetition,
        };
        replaced.insert(found.at, names.local_reference());
    }
    for (at, text) in replaced {
        changes.replace(at, text);
    }
    if provisions {
        reasons.push(
            "it is used where Terraform runs too, and the author's stays in use there".to_owned(),
        );
    }
    if repeats {
        reasons.push("how often something is there depends on it, and a user's key may be known too late or be too secret for that".to_owned());
    }
}

/// Whether a local value decides how often something is there.
fn decides_repetition(module: &Module<'_>, local: &str) -> bool {
    let dependents = module.dependents_of_local(local);
    dependents.count || dependents.for_each
}

/// Whether a use goes on taking the variable alone.
fn stays(module: &Module<'_>, used: &KeyUse<'_, '_>) -> bool {
    match used.found.context {
        Context::Variable(_) | Context::Provisioning => true,
        Context::ModuleCall if module.extent() == Extent::Example => true,
        _ => used.reaches(Sink::Provisioning) && !used.reaches(Sink::Workspace),
    }
}

/// Lets the tests of presence of a local value that holds the key know the
/// switch, where they decide how often something is there; whether those were
/// all that does.
fn tell_tests_of(
    module: &Module<'_>,
    names: &Names<'_>,
    local: &str,
    replaced: &mut BTreeMap<Span, String>,
) -> bool {
    let mut seen = BTreeSet::from([local]);
    let mut open = vec![local];
    while let Some(local) = open.pop() {
        for found in module.uses_of_local(local) {
            let further = match found.context {
                Context::Count | Context::ForEach => None,
                Context::Local(further) if decides_repetition(module, further) => Some(further),
                _ => continue,
            };
            match (found.test, further) {
                (Some(test), _) => {
                    // The local value may be unknown until apply.
                    let told = names.with_switch(module, test, true);
                    replaced.insert(told.span, told.text);
                }
                (None, Some(further)) => {
                    if seen.insert(further) {
                        open.push(further);
                    }
                }
                (None, None) => return false,
            }
        }
    }
    true
}

/// The local value is sensitive, as Terraform sees it when it validates, even
/// while the switch is off.
fn mark_outputs(module: &Module<'_>, key: &Key, changes: &mut Changes, reasons: &mut Vec<String>) {
    // One that may be sensitive has its outputs marked already.
    if module.variable(key).sensitivity.is_sensitive() != Some(false) {
        return;
    }
    for output in module.unmarked_outputs(module.variable(key).name) {
        reasons.push(format!("output `{}` becomes sensitive", output.name()));
        let after = ["description", "value"];
        changes.set_attribute(module, output, "sensitive", "true", &after);
    }
}

/// A key that users bring can't be required of the author.
fn make_optional(module: &Module<'_>, key: &Key, changes: &mut Changes, reasons: &mut Vec<String>) {
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
