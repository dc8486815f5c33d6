//! Replaces the variable with the joined value.

use std::collections::BTreeMap;

use crate::diagnostic::Fix;
use crate::edit::{Changes, may_fail, with_switch};
use crate::module::{Context, Key, Module, Parameter, PresenceTest, Use};
use crate::rule::Applicability;
use crate::source::Span;

/// Rewrites one use; `None` where there is nothing to put there.
pub(super) fn of_use(module: &Module<'_>, key: &Key, found: &Use<'_>) -> Option<Fix> {
    let joined = joined_value(module, key, found)?;
    let mut changes = Changes::default();
    changes.replace(found.at, joined);
    let name = module.variable(key).name;
    let title = format!("use the parameter's value in place of `{name}` when it is enabled");
    Some(changes.finish(module, title, applicability(module, key, found)))
}

/// Lets a test know the switch.
pub(super) fn of_test(module: &Module<'_>, key: &Key, at: Span) -> Option<Fix> {
    let switch = switch(module, module.masked(key).first()?)?;
    let variable = module.variable(key).name;
    let mut tests: BTreeMap<Span, PresenceTest> = BTreeMap::new();
    for found in module.uses_of(variable) {
        if at.file == found.at.file && at.start <= found.at.start && found.at.end <= at.end {
            let test = found.test?;
            tests.insert(test.at, test);
        }
    }
    if tests.is_empty() {
        return None;
    }
    let mut changes = Changes::default();
    for test in tests.into_values() {
        let choose = may_fail(module, key, test);
        changes.add(with_switch(module, test, &switch, choose));
    }
    let title = "make the condition take the opt-in into account";
    Some(changes.finish(module, title, Applicability::Safe))
}

/// The local value that joins the variable and the parameter, else the join
/// itself.
fn joined_value(module: &Module<'_>, key: &Key, found: &Use<'_>) -> Option<String> {
    if let Some(local) = module.joining_local(key) {
        // What the local value is made of can't be made of it.
        return match found.context {
            Context::Local(other) if module.is_made_of(local, other) => None,
            _ => Some(format!("local.{local}")),
        };
    }
    let masked = module.masked(key);
    let parameter = masked.first()?;
    let switch = switch(module, parameter)?;
    let (label, name) = (parameter.label(), module.variable(key).name);
    Some(format!(
        "({switch} ? data.coder_parameter.{label}[0].value : var.{name})"
    ))
}

/// What opens the parameter's gate: the condition of `count = … ? 1 : 0`, where
/// it is one variable.
fn switch(module: &Module<'_>, parameter: &Parameter<'_>) -> Option<String> {
    let gate = parameter.gate()?;
    let source = &module.sources()[gate.span().file].text;
    let text = &source[gate.span().start..gate.span().end];
    let condition = text.strip_suffix("? 1 : 0")?.trim();
    let name = condition.strip_prefix("var.")?;
    let is_name = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    is_name.then(|| condition.to_owned())
}

/// Unsafe where what the value reaches can't be sensitive.
fn applicability(module: &Module<'_>, key: &Key, found: &Use<'_>) -> Applicability {
    let variable = module.variable(key);
    let is_sensitive = variable.sensitivity.is_sensitive() == Some(true);
    let in_for_each = match found.context {
        Context::ForEach => true,
        Context::Local(local) => module.decides_repetition(local, found.at),
        _ => false,
    };
    if in_for_each || (!is_sensitive && !module.unmarked_outputs(variable.name).is_empty()) {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    }
}
