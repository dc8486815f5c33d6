//! Functions of lists and sets.

use std::cmp::Ordering;

use hcl_edit::Number;

use super::collections::together;
use super::convert::{Common, common};
use crate::terraform::value::{Value, fits, is_exact};

/// A list of more items is unknown anyhow.
const MAX_ITEMS: usize = 20_000;
/// `range` makes no more (Terraform 1.11).
pub(super) const MAX_RANGE: usize = 1024;

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    item_of(name, arguments)
        .or_else(|| list_of(name, arguments))
        .or_else(|| set_of(name, arguments))
}

/// Functions that say something of a list, or find an item.
fn item_of(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        ("alltrue", [Value::List(items)]) => all(items, true),
        ("anytrue", [Value::List(items)]) => all(items, false),
        ("element", [Value::List(items), Value::Number(index)]) => element(items, *index)?,
        ("one", [Value::List(items)]) => match items.as_slice() {
            [] => Value::Null,
            [only] => only.clone(),
            _ => Value::Error,
        },
        ("contains", [Value::List(items), value]) => contains(items, value),
        ("index", [Value::List(items), value]) => index(items, value),
        ("join", [Value::String(separator), lists @ ..]) => {
            Value::string(joined(separator, lists)?)
        }
        _ => return None,
    })
}

/// Functions that make a list.
fn list_of(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        ("concat", _) => concat(arguments),
        ("coalescelist", lists) => {
            let is_empty = |list: &&Value| matches!(list, Value::List(items) if items.is_empty());
            match lists.iter().find(|list| !is_empty(list)) {
                Some(found) => found.clone(),
                None => Value::Error,
            }
        }
        ("reverse", [Value::List(items)]) => Value::list(items.iter().rev().cloned().collect()),
        ("sort", [Value::List(items)]) => {
            let texts: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            let mut texts = texts?;
            texts.sort_unstable();
            Value::list(texts.into_iter().map(Value::string).collect())
        }
        ("slice", [Value::List(items), Value::Number(from), Value::Number(to)]) => {
            let index = |number: &Number| number.as_u64().and_then(|n| usize::try_from(n).ok());
            match (index(from), index(to)) {
                (Some(from), Some(to)) => items
                    .get(from..to)
                    .map_or(Value::Error, |part| Value::list(part.to_vec())),
                _ => Value::Error,
            }
        }
        ("chunklist", [Value::List(items), Value::Number(size)]) => chunks(items, *size),
        ("compact" | "flatten" | "distinct", [Value::List(items)])
            if items.iter().all(Value::is_known) =>
        {
            filtered(name, items)
        }
        ("range", numbers) => range(numbers)?,
        _ => return None,
    })
}

fn element(items: &[Value], index: Number) -> Option<Value> {
    let count = i64::try_from(items.len()).ok()?;
    let at = index.as_i64()?.checked_rem(count).map(usize::try_from);
    // Terraform counts from the end only as far as nothing is left over.
    Some(match at {
        Some(Ok(at)) => items[at].clone(),
        _ => Value::Error,
    })
}

fn contains(items: &[Value], value: &Value) -> Value {
    let equal: Vec<Option<bool>> = items.iter().map(|item| item.equals(value)).collect();
    if equal.contains(&Some(true)) {
        Value::Bool(true)
    } else if equal.contains(&None) {
        Value::Unknown
    } else {
        Value::Bool(false)
    }
}

/// Where an item stands first.
fn index(items: &[Value], value: &Value) -> Value {
    for (at, item) in items.iter().enumerate() {
        match item.equals(value) {
            Some(true) => return Value::Number(at.into()),
            Some(false) => {}
            None => return Value::Unknown,
        }
    }
    Value::Error
}

/// The texts of some lists with a separator between them, if that is not too long.
fn joined(separator: &str, lists: &[Value]) -> Option<String> {
    let mut text = String::new();
    let mut is_first = true;
    for list in lists {
        let Value::List(items) = list else {
            return None;
        };
        for item in items.iter() {
            if !std::mem::take(&mut is_first) {
                text.push_str(separator);
            }
            text.push_str(item.as_str()?);
            if !fits(text.len()) {
                return None;
            }
        }
    }
    Some(text)
}

fn concat(arguments: &[Value]) -> Value {
    let mut items = Vec::new();
    for argument in arguments {
        match argument {
            Value::List(list) => items.extend(list.iter().cloned()),
            _ => return Value::Unknown,
        }
        if items.len() > MAX_ITEMS {
            return Value::Unknown;
        }
    }
    Value::list(items)
}

/// Lists of so many items each; all in one, where that is none.
fn chunks(items: &[Value], size: Number) -> Value {
    let Some(size) = size.as_u64() else {
        return Value::Error;
    };
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let size = if size == 0 { items.len() } else { size };
    let chunks = items.chunks(size.max(1));
    Value::list(chunks.map(|chunk| Value::list(chunk.to_vec())).collect())
}

/// Numbers from one to another, without it: `range(to)`, `range(from, to)` or
/// `range(from, to, step)`.
fn range(arguments: &[Value]) -> Option<Value> {
    let numbers = arguments.iter().map(|argument| match argument {
        Value::Number(number) => number.as_f64().filter(|number| is_exact(*number)),
        _ => None,
    });
    let numbers: Option<Vec<f64>> = numbers.collect();
    let (from, to, step) = match numbers?.as_slice() {
        [to] => (0.0, *to, None),
        [from, to] => (*from, *to, None),
        [from, to, step] => (*from, *to, Some(*step)),
        _ => return None,
    };
    let step = step.unwrap_or(if to < from { -1.0 } else { 1.0 });
    let is_away = (to > from && step < 0.0) || (to < from && step > 0.0);
    if step == 0.0 || is_away {
        return Some(Value::Error);
    }
    let mut items = Vec::new();
    let mut next = from;
    while (step > 0.0 && next < to) || (step < 0.0 && next > to) {
        if items.len() == MAX_RANGE {
            return Some(Value::Error);
        }
        items.push(Number::from_f64(next).map(Value::Number)?);
        next += step;
    }
    Some(Value::list(items))
}

fn filtered(name: &str, items: &[Value]) -> Value {
    let mut result: Vec<Value> = Vec::new();
    for item in items {
        match (name, item) {
            ("compact", Value::Null) => {}
            ("compact", Value::String(text)) if text.is_empty() => {}
            ("flatten", Value::List(inner)) => match filtered(name, inner) {
                Value::List(inner) => result.extend(inner.iter().cloned()),
                _ => return Value::Unknown,
            },
            ("distinct", item) if result.contains(item) => {}
            (_, item) => result.push(item.clone()),
        }
    }
    Value::list(result)
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

/// Functions that make a set.
fn set_of(name: &str, arguments: &[Value]) -> Option<Value> {
    match (name, arguments) {
        ("toset", [Value::List(items)]) => Some(set(items).unwrap_or_else(|| {
            // Whatever it is, there is nothing to sort.
            match items.as_slice() {
                [only] => Value::list(vec![only.clone()]),
                _ => Value::Unknown,
            }
        })),
        ("toset", [Value::Null]) => Some(Value::Null),
        ("setunion" | "setintersection" | "setsubtract", sets) => of_sets(name, sets),
        _ => None,
    }
}

/// Combines sets of texts, numbers or booleans; what others have is left open.
fn of_sets(name: &str, sets: &[Value]) -> Option<Value> {
    let all = match together(sets)? {
        Value::List(all) => all,
        other => return Some(other),
    };
    // They are converted together, and taken apart again.
    let mut rest = all.as_slice();
    let mut parts = sets.iter().map(|set| match set {
        Value::List(items) => {
            let (part, others) = rest.split_at_checked(items.len())?;
            rest = others;
            sorted(part)
        }
        _ => None,
    });
    let mut made = parts.next()??;
    for part in parts {
        let part = part?;
        let is_in = |item: &Value| part.binary_search_by(|other| order(other, item)).is_ok();
        match name {
            "setintersection" => made.retain(is_in),
            "setsubtract" => made.retain(|item| !is_in(item)),
            _ => made.extend(part),
        }
    }
    Some(Value::list(in_order(made)))
}

/// A set in Terraform's order; `None` where its items have none.
fn set(items: &[Value]) -> Option<Value> {
    sorted(items).map(Value::list)
}

/// Texts, numbers or booleans in order, each once, and null last.
fn sorted(items: &[Value]) -> Option<Vec<Value>> {
    let is_simple = |item: &Value| {
        matches!(
            item,
            Value::String(_) | Value::Number(_) | Value::Bool(_) | Value::Null
        )
    };
    if common(items) != Common::Same || !items.iter().all(is_simple) {
        return None;
    }
    Some(in_order(items.to_vec()))
}

fn in_order(mut items: Vec<Value>) -> Vec<Value> {
    items.sort_by(order);
    items.dedup_by(|one, other| order(one, other).is_eq());
    items
}

fn order(one: &Value, other: &Value) -> Ordering {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one.cmp(other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Number(one), Value::Number(other)) => {
            one.partial_cmp(other).unwrap_or(Ordering::Equal)
        }
        (Value::Null, Value::Null) => Ordering::Equal,
        (Value::Null, _) => Ordering::Greater,
        (_, Value::Null) => Ordering::Less,
        _ => Ordering::Equal,
    }
}
