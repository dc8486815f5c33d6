//! Passes a switch on to the opt-in that a local module has for the key.

use hcl_edit::expr::Expression;

use super::blocks::Names;
use super::fix::OptIn;
use super::placement::insert_switch;
use crate::edit::{Changes, with_switch};
use crate::module::{ClosedCall, Context, Key, Module, Variable};
use crate::rule::Applicability;
use crate::terraform::Block;

/// Builds the fix, or says why none is certain to be right.
pub(super) fn pass_switch(
    module: &Module<'_>,
    key: &Key,
    closed: &[ClosedCall<'_, '_>],
) -> Result<OptIn, String> {
    let [closed] = closed else {
        return Err(
            "several module calls take it, and users would be asked once for each".to_owned(),
        );
    };
    let (call, name) = (closed.call, closed.call.name());
    let Some(switch) = &closed.switch else {
        return Err(format!(
            "coderlint can't tell which variable of module `{name}` would turn its opt-in on"
        ));
    };
    if call.attribute(switch).is_some() {
        return Err(format!(
            "the call of module `{name}` sets `{switch}` itself"
        ));
    }
    if !is_there_once(module, call) {
        return Err(format!(
            "module `{name}` may be called more than once, and Coder rejects two parameters with the same name"
        ));
    }
    let variable = module.variable(key);
    let names = Names::new(module, variable.name);
    let mut changes = Changes::default();
    let own_switch = format!("var.{}", names.switch);
    for used in module.uses_of_key(key) {
        match (used.found.context, used.found.test) {
            (Context::Count, Some(test)) => {
                changes.add(with_switch(module, test, &own_switch, false));
            }
            (Context::Count, None) | (Context::ForEach, _) => {
                return Err("a `count` or `for_each` depends on its value".to_owned());
            }
            _ => {}
        }
    }
    let reasons = reasons(variable);
    changes.set_attribute(module, call, switch, &own_switch, &[closed.argument]);
    insert_switch(module, key, &names.switch_block(&[]), &mut changes);
    let applicability = if reasons.is_empty() {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let title = format!(
        "pass a switch on to the opt-in for `{}` in module `{}`",
        variable.name, name
    );
    Ok(OptIn {
        fix: changes.finish(module, title, applicability),
        reasons,
    })
}

/// Why it is not safe to let users bring a key that is still checked as the
/// author's.
fn reasons(variable: &Variable<'_>) -> Vec<String> {
    let name = variable.name;
    let mut reasons = Vec::new();
    if variable.block.attribute("default").is_none() {
        reasons.push(format!("`{name}` is still required"));
    }
    let mut nested = variable.block.blocks();
    if nested.any(|nested| nested.kind == "validation") {
        reasons.push(format!(
            "the validations of `{name}` don't see the user's key"
        ));
    }
    reasons
}

/// Whether a call is the only one of its module, and calls it once at most.
fn is_there_once(module: &Module<'_>, call: &Block<'_>) -> bool {
    let source = |call: &Block<'_>| call.attribute("source").map(|source| module.value(source));
    let calls = module.blocks().iter();
    let calls = calls.filter(|block| block.kind() == "module" && source(block) == source(call));
    calls.count() == 1
        && call.attribute("for_each").is_none()
        && call.attribute("count").is_none_or(|count| {
            let is_at_most_one = |expr: &Expression| {
                matches!(expr, Expression::Number(number) if number.as_u64().is_some_and(|n| n <= 1))
            };
            match count.node {
                Expression::Conditional(choice) => {
                    is_at_most_one(&choice.true_expr) && is_at_most_one(&choice.false_expr)
                }
                node => is_at_most_one(node),
            }
        })
}
