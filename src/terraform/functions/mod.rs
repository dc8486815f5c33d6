//! Terraform's functions, as far as static values need them (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/functions>). What is not
//! here, or gets an argument that must be known and is not, is unknown. No
//! function opens a file.

mod collections;
mod strings;
mod versions;

use std::collections::{BTreeMap, BTreeSet};

use super::value::{Value, fits, text_weight};

/// Whether a regular expression can be read.
///
/// # Errors
///
/// What is wrong with it, on one line.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    strings::check_pattern(pattern)
}

/// What a call costs, in steps: as much as its arguments and its result weigh,
/// and more for those that compare everything with everything.
pub(super) fn cost(name: &str, arguments: &[Value]) -> usize {
    let given: usize = arguments.iter().map(Value::weight).sum();
    let more = match (name, arguments) {
        ("join", [separator, Value::List(items)]) => separator.weight() * items.len(),
        ("replace", [value, from, to]) => {
            let places = value.max_bytes() / from.as_str().map_or(1, str::len).max(1);
            text_weight(places.saturating_mul(to.max_bytes()))
        }
        ("distinct", [list @ Value::List(items)]) => list.weight() * items.len(),
        ("contains", [Value::List(items), value]) => value.weight() * items.len(),
        // As many pieces as there may be.
        ("split", [separator, text]) => {
            text.max_bytes() / separator.as_str().map_or(1, str::len).max(1)
        }
        ("regexall", [_, text]) => 1000 + text.max_bytes(),
        // Compiling a pattern takes far longer than it is.
        ("regex" | "regex_match", _) => 1000,
        _ => 0,
    };
    given.saturating_add(more)
}

/// Calls a function.
pub(super) fn call(name: &str, arguments: &[Value]) -> Value {
    if refuses(name, arguments) {
        return Value::Error;
    }
    converted(name, arguments)
        .or_else(|| of_elements(name, arguments))
        .or_else(|| strings::call(name, arguments))
        .or_else(|| versions::call(name, arguments))
        .or_else(|| collections::call(name, arguments))
        .unwrap_or(Value::Unknown)
}

/// Functions that give a value in another form.
fn converted(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        ("sensitive" | "nonsensitive" | "tolist" | "tomap" | "ephemeralasnull", [value]) => {
            value.clone()
        }
        ("tostring" | "tobool" | "toset", [Value::Null]) => Value::Null,
        ("tostring", [value]) => text(value, str::to_owned),
        ("tobool", [value]) => match value.as_bool() {
            Some(value) => Value::Bool(value),
            None if value.is_known() => Value::Error,
            None => Value::Unknown,
        },
        ("toset", [Value::List(items)]) => set(items),
        ("jsonencode", [value]) => Value::json(value.clone()),
        ("jsondecode", [value]) => value.parse_json().unwrap_or(Value::Error),
        _ => return None,
    })
}

/// Functions of several values, or of one that is made of several.
fn of_elements(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        ("coalesce", _) => coalesce(arguments),
        ("merge", _) => merge(arguments),
        ("concat", _) => concat(arguments),
        ("length", [value]) => length(value),
        ("lookup", [object @ Value::Object(_), Value::String(key), default @ ..]) => object
            .member(key)
            .or_else(|| default.first().cloned())
            .unwrap_or(Value::Error),
        ("element", [Value::List(items), Value::Number(index)]) => match index.as_u64() {
            _ if items.is_empty() => Value::Error,
            Some(index) => {
                let at = usize::try_from(index % items.len() as u64);
                at.map_or(Value::Unknown, |at| items[at].clone())
            }
            None => Value::Unknown,
        },
        ("one", [Value::List(items)]) => match items.as_slice() {
            [] => Value::Null,
            [only] => only.clone(),
            _ => Value::Error,
        },
        ("compact" | "flatten" | "distinct", [Value::List(items)])
            if items.iter().all(Value::is_known) =>
        {
            filtered(name, items)
        }
        ("contains", [Value::List(items), value]) => contains(items, value),
        ("join", [separator, Value::List(items)]) => {
            joined(separator, items).map_or(Value::Unknown, Value::string)
        }
        ("format", [format, values @ ..]) => formatted(format, values),
        _ => return None,
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

/// The functions that are known, in the order of their names.
pub const NAMES: &[&str] = &[
    "abs",
    "alltrue",
    "anytrue",
    "basename",
    "can",
    "ceil",
    "chomp",
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "contains",
    "contains_substring",
    "distinct",
    "element",
    "endswith",
    "ephemeralasnull",
    "flatten",
    "floor",
    "format",
    "join",
    "jsondecode",
    "jsonencode",
    "keys",
    "length",
    "lookup",
    "lower",
    "max",
    "merge",
    "min",
    "nonsensitive",
    "one",
    "parseint",
    "regex",
    "regex_match",
    "regexall",
    "replace",
    "reverse",
    "semvercmp",
    "semverconstraint",
    "sensitive",
    "setintersection",
    "setsubtract",
    "setunion",
    "slice",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "sum",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "try",
    "upper",
    "values",
    "zipmap",
];

/// Whether Terraform refuses an argument, whatever the others are: null, where a
/// function takes none, or a list where a text is wanted.
fn refuses(name: &str, arguments: &[Value]) -> bool {
    let takes_null = |at: usize| {
        matches!(
            (name, at),
            (
                "coalesce"
                    | "coalescelist"
                    | "ephemeralasnull"
                    | "jsonencode"
                    | "merge"
                    | "nonsensitive"
                    | "sensitive"
                    | "tobool"
                    | "tolist"
                    | "tomap"
                    | "tonumber"
                    | "toset"
                    | "tostring",
                _
            ) | ("format", 1..)
                | ("lookup", 2)
        )
    };
    let mut numbered = arguments.iter().enumerate();
    let takes_text = TEXT_FUNCTIONS.contains(&name);
    numbered.any(|(at, argument)| match argument {
        Value::Null => !takes_null(at),
        Value::List(_) | Value::Object(_) => takes_text && (name, at) != ("join", 1),
        Value::Bool(_) | Value::Number(_) => matches!(name, "length" | "keys" | "values"),
        _ => false,
    })
}

/// Those whose arguments are texts.
const TEXT_FUNCTIONS: &[&str] = &[
    "basename",
    "chomp",
    "contains_substring",
    "endswith",
    "join",
    "lower",
    "parseint",
    "regex",
    "regex_match",
    "regexall",
    "replace",
    "semvercmp",
    "semverconstraint",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "upper",
];

/// A set of texts has their order; what others have is left open.
fn set(items: &[Value]) -> Value {
    let texts: Option<BTreeSet<&str>> = items.iter().map(Value::as_str).collect();
    match (texts, items) {
        (Some(texts), _) => Value::list(texts.into_iter().map(Value::string).collect()),
        (None, [only]) => Value::list(vec![only.clone()]),
        _ => Value::Unknown,
    }
}

fn text(value: &Value, change: impl FnOnce(&str) -> String) -> Value {
    value
        .as_text()
        .map_or(Value::Unknown, |text| Value::string(change(&text)))
}

/// The texts of a list with a separator between them, if that is not too long.
fn joined(separator: &Value, items: &[Value]) -> Option<String> {
    let separator = separator.as_text()?;
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            text.push_str(&separator);
        }
        text.push_str(&item.as_text()?);
        if !fits(text.len()) {
            return None;
        }
    }
    Some(text)
}

/// The first argument that is neither null nor empty.
fn coalesce(arguments: &[Value]) -> Value {
    for argument in arguments {
        match argument {
            Value::Unknown => return Value::Unknown,
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            found => return found.clone(),
        }
    }
    Value::Unknown
}

/// Later members replace earlier ones; what an unknown argument may hold makes
/// every earlier member unknown.
fn merge(arguments: &[Value]) -> Value {
    let mut members: BTreeMap<String, Value> = BTreeMap::new();
    let mut open = false;
    for argument in arguments {
        let known = match argument {
            Value::Null => continue,
            Value::Object(object) => Some(object),
            _ => None,
        };
        if known.is_none_or(|object| object.open) {
            open = true;
            for value in members.values_mut() {
                *value = Value::Unknown;
            }
        }
        let later = known.into_iter().flat_map(|object| &object.members);
        members.extend(later.map(|(key, value)| (key.clone(), value.clone())));
    }
    Value::object(members, open)
}

/// A list of more items is unknown anyhow.
const MAX_ITEMS: usize = 20_000;

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

fn length(value: &Value) -> Value {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::List(items) => items.len(),
        Value::Object(object) if !object.open => object.members.len(),
        _ => return Value::Unknown,
    };
    Value::Number(length.into())
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

/// `format` with `%s`, `%d`, `%v` and `%%`; other verbs are unknown.
fn formatted(format: &Value, values: &[Value]) -> Value {
    let Some(format) = format.as_text() else {
        return Value::Unknown;
    };
    let mut result = String::new();
    let mut values = values.iter();
    let mut rest = format.as_str();
    while let Some(at) = rest.find('%') {
        result.push_str(&rest[..at]);
        match rest.as_bytes().get(at + 1) {
            Some(b'%') => result.push('%'),
            Some(b's' | b'd' | b'v') if values.len() == 0 => return Value::Error,
            Some(b's' | b'd' | b'v') => match values.next().and_then(Value::as_text) {
                Some(part) if fits(result.len() + part.len()) => result.push_str(&part),
                _ => return Value::Unknown,
            },
            _ => return Value::Unknown,
        }
        rest = &rest[at + 2..];
    }
    result.push_str(rest);
    if values.len() > 0 {
        return Value::Error;
    }
    Value::string(result)
}
