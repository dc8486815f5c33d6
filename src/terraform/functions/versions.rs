//! Functions of versions, which are Terraform policy's own
//! (<https://developer.hashicorp.com/terraform/policy>).

use std::cmp::Ordering;

use semver::Version;

use crate::constraint::{Constraint, padded_version};
use crate::terraform::value::Value;

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    let texts: Option<Vec<&str>> = arguments.iter().map(Value::as_str).collect();
    Some(match (name, texts?.as_slice()) {
        ("semverconstraint", [version, constraint]) => {
            let Some(constraint) = Constraint::parse(constraint) else {
                return Some(Value::Error);
            };
            with_version(version, |version| Value::Bool(constraint.admits(version)))
        }
        ("semvercmp", [one, other]) => with_version(one, |one| {
            with_version(other, |other| {
                // What a version was built with doesn't count.
                let order: i64 = match one.cmp_precedence(other) {
                    Ordering::Less => -1,
                    Ordering::Equal => 0,
                    Ordering::Greater => 1,
                };
                Value::Number(order.into())
            })
        }),
        _ => return None,
    })
}

/// What is made of a version. One that is a range is none in particular.
fn with_version(text: &str, made: impl FnOnce(&Version) -> Value) -> Value {
    match padded_version(text.trim_start().trim_start_matches(['=', 'v']).trim()) {
        Some(version) => made(&version),
        None if Constraint::parse(text).is_some() => Value::Unknown,
        None => Value::Error,
    }
}
