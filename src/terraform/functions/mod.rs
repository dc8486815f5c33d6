//! Terraform's functions, as far as static values need them (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/functions>). What is not
//! here, or gets an argument that must be known and is not, is unknown. No
//! function opens a file.

mod collections;
mod convert;
mod format;
mod lists;
mod numbers;
mod patterns;
mod signatures;
mod strings;
mod versions;

pub(super) use convert::{bool, number};
pub use patterns::check_pattern;
use signatures::Signature;
pub use signatures::{check_count, expect_count, names};

use super::value::{Value, text_weight};

/// What a call costs, in steps: as much as its arguments and its result weigh,
/// and more for those that compare everything with everything.
pub(super) fn cost(name: &str, arguments: &[Value]) -> usize {
    let given: usize = arguments.iter().map(Value::weight).sum();
    let more = match (name, arguments) {
        ("join", [separator, lists @ ..]) => {
            let items = lists.iter().map(|list| match list {
                Value::List(items) => items.len(),
                _ => 0,
            });
            separator.weight().saturating_mul(items.sum())
        }
        ("replace", [value, from, to]) => patterns::cost_to_replace(value, from, to),
        ("distinct", [list @ Value::List(items)]) => list.weight() * items.len(),
        ("contains" | "index", [Value::List(items), value]) => value.weight() * items.len(),
        // As many pieces as there may be.
        ("split", [separator, text]) => {
            text.max_bytes() / separator.as_str().map_or(1, str::len).max(1)
        }
        ("regexall", [_, text]) => patterns::cost_to_find_all(text),
        ("regex" | "regex_match", _) => patterns::COMPILED,
        ("format", _) => format::cost(arguments),
        ("formatlist", _) => format::cost_of_list(arguments),
        ("range", _) => lists::MAX_RANGE,
        // Three bytes for one.
        ("urlencode", [text]) => text_weight(2 * text.max_bytes()),
        _ => 0,
    };
    given.saturating_add(more)
}

/// Calls a function.
pub(super) fn call(name: &str, arguments: &[Value]) -> Value {
    let Some(signature) = Signature::of(name) else {
        return Value::Unknown;
    };
    let Some(arguments) = signature.converted(arguments) else {
        return Value::Error;
    };
    let arguments = arguments.as_slice();
    converted(name, arguments)
        .or_else(|| numbers::call(name, arguments))
        .or_else(|| collections::call(name, arguments))
        .or_else(|| lists::call(name, arguments))
        .or_else(|| patterns::call(name, arguments))
        .or_else(|| strings::call(name, arguments))
        .or_else(|| format::call(name, arguments))
        .or_else(|| versions::call(name, arguments))
        .unwrap_or(Value::Unknown)
}

/// Functions that give a value in another form. Their signature says which one, so
/// that the argument has it already.
fn converted(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        (
            "sensitive" | "nonsensitive" | "ephemeralasnull" | "tolist" | "tomap" | "tostring"
            | "tobool" | "tonumber",
            [value],
        ) => value.clone(),
        ("jsonencode", [value]) => Value::json(value.clone()),
        ("jsondecode", [value]) => value.parse_json().unwrap_or(Value::Error),
        _ => return None,
    })
}
