//! Passes a switch on to the opt-in that a local module has for the key.

use super::blocks::Names;
use super::fix::{OptIn, make_optional};
use super::placement::insert_switch;
use super::{checks, readme};
use crate::edit::{Changes, may_fail, with_switch};
use crate::module::{ClosedCall, Context, Key, Module};
use crate::rule::Applicability;

/// Builds the fix, or says why none is certain to be right.
pub(super) fn pass_switch(
    module: &Module<'_>,
    key: &Key,
    closed: &ClosedCall<'_, '_>,
) -> Result<OptIn, String> {
    let (call, name) = (closed.call, closed.call.name());
    let switch = settable_switch(closed)?;
    let variable = module.variable(key);
    let names = Names::new(module, variable.name);
    let mut changes = Changes::default();
    let own_switch = format!("var.{}", names.switch);
    tell_tests(module, key, &own_switch, &mut changes)?;
    let checks = checks::of(module, key, &names.switch);
    if let Some(obstacle) = checks.obstacle {
        return Err(obstacle);
    }
    let mut reasons = checks.reasons;
    for (at, text) in &checks.edits {
        changes.replace(*at, text);
    }
    if !checks.on_value.is_empty() {
        reasons.push(format!(
            "a validation of `{}` can't see the user's key",
            variable.name
        ));
    }
    make_optional(module, key, &mut changes, &mut reasons);
    changes.set_attribute(module, call, switch, &own_switch, &[closed.argument]);
    insert_switch(
        module,
        key,
        &names.switch_block(&checks.on_switch),
        &mut changes,
    );
    readme::describe(module, key, &names, &checks.on_switch, &mut changes);
    let applicability = if reasons.is_empty() {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let title = format!(
        "add a switch and pass it to the opt-in for `{}` in module `{}`",
        variable.name, name
    );
    Ok(OptIn {
        fix: changes.finish(module, title, applicability),
        reasons,
    })
}

/// The switch that a call can be handed.
fn settable_switch<'c>(closed: &'c ClosedCall<'_, '_>) -> Result<&'c str, String> {
    let name = closed.call.name();
    let Some(switch) = &closed.switch else {
        return Err(format!(
            "coderlint can't tell which variable of module `{name}` is the switch of its opt-in"
        ));
    };
    if closed.call.attribute(switch).is_some() {
        return Err(format!(
            "the call to module `{name}` already sets `{switch}`"
        ));
    }
    Ok(switch)
}

/// Lets the tests of the key know the switch.
fn tell_tests(
    module: &Module<'_>,
    key: &Key,
    switch: &str,
    changes: &mut Changes,
) -> Result<(), String> {
    for used in module.uses_of_key(key) {
        match (used.found.context, used.found.test) {
            (Context::Variable(_) | Context::Provisioning, _) => {}
            (_, Some(test)) => {
                let choose = may_fail(module, key, test);
                changes.add(with_switch(module, test, switch, choose));
            }
            (Context::Count | Context::ForEach, None) => {
                return Err("a `count` or `for_each` depends on its value, which is sensitive, and unknown until apply, once a user provides it".to_owned());
            }
            _ => {}
        }
    }
    Ok(())
}
