//! Functions of numbers, lists and objects.

use std::collections::{BTreeMap, BTreeSet};

use hcl_edit::Number;

use crate::terraform::value::Value;

/// Calls a function; `None` where it is not one of these, or its arguments are
/// others.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    of_numbers(name, arguments)
        .or_else(|| of_lists(name, arguments))
        .or_else(|| of_objects(name, arguments))
}

fn of_numbers(name: &str, arguments: &[Value]) -> Option<Value> {
    if let ("parseint", [Value::String(text), Value::Number(base)]) = (name, arguments) {
        let base = base.as_u64().and_then(|base| u32::try_from(base).ok());
        let base = base.filter(|base| (2..=36).contains(base))?;
        let number = i64::from_str_radix(text, base).ok();
        return Some(number.map_or(Value::Error, |number| Value::Number(number.into())));
    }
    if let ("tonumber", [value]) = (name, arguments) {
        return match value {
            Value::Null => Some(Value::Null),
            Value::Number(_) => Some(value.clone()),
            Value::String(text) => Some(number_of(text)),
            _ => None,
        };
    }
    let all: Option<Vec<f64>> = match (name, arguments) {
        ("sum", [Value::List(items)]) => items.iter().map(as_number).collect(),
        ("sum", _) => None,
        _ => arguments.iter().map(as_number).collect(),
    };
    let all = all.filter(|all| !all.is_empty())?;
    let result = match (name, all.as_slice()) {
        ("abs", [number]) => number.abs(),
        ("ceil", [number]) => number.ceil(),
        ("floor", [number]) => number.floor(),
        ("min", all) => all.iter().copied().fold(f64::INFINITY, f64::min),
        ("max", all) => all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        ("sum", all) if all.iter().all(|number| number.fract() == 0.0) => all.iter().sum(),
        _ => return None,
    };
    Some(Number::from_f64(result).map_or(Value::Unknown, Value::Number))
}

/// What a text is as a number: what is written with digits alone is known.
fn number_of(text: &str) -> Value {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    match text.parse::<f64>().ok().and_then(Number::from_f64) {
        Some(number) if is_plain && !digits.is_empty() => Value::Number(number),
        Some(_) => Value::Unknown,
        None => Value::Error,
    }
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        _ => None,
    }
}

fn of_lists(name: &str, arguments: &[Value]) -> Option<Value> {
    let value = match (name, arguments) {
        ("alltrue", [Value::List(items)]) => all(items, true),
        ("anytrue", [Value::List(items)]) => all(items, false),
        ("reverse", [Value::List(items)]) => Value::list(items.iter().rev().cloned().collect()),
        ("sort", [Value::List(items)]) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            let mut texts = texts?;
            texts.sort_unstable();
            Value::list(texts.into_iter().map(Value::string).collect())
        }
        ("slice", [Value::List(items), Value::Number(from), Value::Number(to)]) => {
            let index = |number: &Number| number.as_u64().and_then(|n| usize::try_from(n).ok());
            match items.get(index(from)?..index(to)?) {
                Some(part) => Value::list(part.to_vec()),
                None => Value::Error,
            }
        }
        ("setunion" | "setintersection" | "setsubtract", sets) => return of_sets(name, sets),
        ("coalescelist", lists) => {
            let is_empty = |list: &&Value| matches!(list, Value::List(items) if items.is_empty());
            match lists.iter().find(|list| !is_empty(list)) {
                Some(list @ Value::List(_)) => list.clone(),
                Some(_) => return None,
                None => Value::Error,
            }
        }
        _ => return None,
    };
    Some(value)
}

/// Sets of texts; what others have is left open.
fn of_sets(name: &str, sets: &[Value]) -> Option<Value> {
    let texts = sets.iter().map(|set| match set {
        Value::List(items) => items.iter().map(Value::as_str).collect(),
        _ => None,
    });
    let sets: Option<Vec<BTreeSet<&str>>> = texts.collect();
    let mut sets = sets?.into_iter();
    let first = sets.next()?;
    let made = sets.fold(first, |made, next| match name {
        "setunion" => &made | &next,
        "setintersection" => &made & &next,
        _ => &made - &next,
    });
    Some(Value::list(made.into_iter().map(Value::string).collect()))
}

/// Whether all are true, or one is, as far as that is known.
fn all(items: &[Value], wanted: bool) -> Value {
    let known: Vec<Option<bool>> = items
        .iter()
        .map(|item| match item {
            Value::Null => Some(false),
            item => item.as_bool(),
        })
        .collect();
    if known.contains(&Some(!wanted)) {
        Value::Bool(!wanted)
    } else if known.iter().all(Option::is_some) {
        Value::Bool(wanted)
    } else {
        Value::Unknown
    }
}

fn of_objects(name: &str, arguments: &[Value]) -> Option<Value> {
    match (name, arguments) {
        ("keys", [Value::Object(object)]) if !object.open => {
            let keys = object.members.keys();
            Some(Value::list(keys.map(Value::string).collect()))
        }
        ("values", [Value::Object(object)]) if !object.open => {
            Some(Value::list(object.members.values().cloned().collect()))
        }
        ("zipmap", [Value::List(keys), Value::List(values)]) => {
            if keys.len() != values.len() {
                return Some(Value::Error);
            }
            let keys: Option<Vec<String>> = keys.iter().map(Value::as_text).collect();
            let members: BTreeMap<String, Value> =
                keys?.into_iter().zip(values.iter().cloned()).collect();
            Some(Value::object(members, false))
        }
        _ => None,
    }
}
