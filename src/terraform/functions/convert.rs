//! Values in other types, as Terraform converts them (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/expressions/types#type-conversion>).
//! What can't be converted is an error.

use std::rc::Rc;

use crate::terraform::value::{Object, Value};

/// A text, number or boolean as a text.
pub(super) fn text(value: &Value) -> Value {
    match value {
        Value::Null | Value::List(_) | Value::Object(_) | Value::Error => Value::Error,
        Value::String(_) | Value::Unknown => value.clone(),
        Value::Bool(_) | Value::Number(_) => value.as_text().map_or(Value::Unknown, Value::string),
        Value::Json(_) => value.as_text().map_or_else(|| value.clone(), Value::string),
    }
}

/// A number, or a text that is one.
pub(in crate::terraform) fn number(value: &Value) -> Value {
    match value {
        Value::Number(_) | Value::Unknown => value.clone(),
        Value::String(text) => number_of(text),
        Value::Json(inner) => match &**inner {
            Value::Number(_) | Value::Unknown => (**inner).clone(),
            _ => Value::Error,
        },
        _ => Value::Error,
    }
}

/// A number without a fraction.
pub(super) fn whole(value: &Value) -> Value {
    match number(value) {
        Value::Number(number) if number.as_f64().is_some_and(|it| it.fract() != 0.0) => {
            Value::Error
        }
        number => number,
    }
}

/// A boolean, or a text that is one.
pub(in crate::terraform) fn bool(value: &Value) -> Value {
    match value {
        Value::Unknown => Value::Unknown,
        Value::Json(inner) => match &**inner {
            Value::Bool(_) | Value::Unknown => (**inner).clone(),
            Value::Number(number) if matches!(number.as_u64(), Some(0 | 1)) => Value::Unknown,
            _ => Value::Error,
        },
        value => value.as_bool().map_or(Value::Error, Value::Bool),
    }
}

/// What a text is as a number: digits with a point and an exponent.
fn number_of(text: &str) -> Value {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, Some(exponent)),
        None => (unsigned, None),
    };
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_mantissa = match digits.split_once('.') {
        Some((whole, part)) => digits.len() > 1 && is_digits(whole) && is_digits(part),
        None => !digits.is_empty() && is_digits(digits),
    };
    let is_exponent = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !digits.is_empty() && is_digits(digits)
    });
    if is_mantissa && is_exponent {
        if let Ok(number) = text.parse::<u64>() {
            return Value::Number(number.into());
        }
        return text.parse().map_or(Value::Unknown, Value::from_f64);
    }
    // Terraform reads powers of two, too.
    let is_power = digits
        .split_once(['p', 'P'])
        .is_some_and(|(digits, power)| {
            digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                && power.ends_with(|c: char| c.is_ascii_digit())
        });
    if is_power {
        Value::Unknown
    } else {
        Value::Error
    }
}

/// A list with each item converted; null stays where it may.
pub(super) fn each(items: &[Value], takes_null: bool, convert: impl Fn(&Value) -> Value) -> Value {
    let items = items.iter().map(|item| match item {
        Value::Null if takes_null => Value::Null,
        item => convert(item),
    });
    list(items.collect())
}

/// A list, if all its items could be converted.
fn list(items: Vec<Value>) -> Value {
    if items.iter().any(|item| matches!(item, Value::Error)) {
        Value::Error
    } else {
        Value::list(items)
    }
}

/// A list whose items are converted to one type; unknown where that takes more
/// than writing numbers and booleans as texts.
pub(super) fn alike(items: &[Value]) -> Value {
    match common(items) {
        Common::Same => Value::list(items.to_vec()),
        Common::Text => each(items, true, text),
        Common::Unknown => Value::Unknown,
        Common::None => Value::Error,
    }
}

/// An object whose members are converted to one type.
pub(super) fn alike_members(object: &Rc<Object>) -> Value {
    let values: Vec<Value> = object.members.values().cloned().collect();
    match common(&values) {
        Common::Same => Value::Object(object.clone()),
        // A further member may be a text.
        _ if object.open => Value::Unknown,
        Common::Text => {
            let members = object.members.iter();
            let members = members.map(|(key, value)| match value {
                Value::Null => (key.clone(), Value::Null),
                value => (key.clone(), text(value)),
            });
            Value::object(members.collect(), false)
        }
        Common::Unknown => Value::Unknown,
        Common::None => Value::Error,
    }
}

/// What type values have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Common {
    /// They are of one type.
    Same,
    /// They become texts.
    Text,
    Unknown,
    None,
}

/// What type values become together.
pub(super) fn common(values: &[Value]) -> Common {
    let has = |test: fn(&Value) -> bool| values.iter().any(test);
    let texts = has(|it| matches!(it, Value::String(_) | Value::Json(_)));
    let numbers = has(|it| matches!(it, Value::Number(_)));
    let bools = has(|it| matches!(it, Value::Bool(_)));
    let lists = has(|it| matches!(it, Value::List(_)));
    let objects = has(|it| matches!(it, Value::Object(_)));
    let compounds = lists || objects;
    let unknown = has(|it| matches!(it, Value::Unknown));
    match (texts, numbers || bools, compounds) {
        (true, _, true) | (_, true, true) => Common::None,
        _ if lists && objects => Common::None,
        (true, true, false) => Common::Text,
        (_, true, _) if unknown => Common::Unknown,
        (false, true, false) if numbers && bools => Common::None,
        (false, false, true) if !are_of_one_shape(values) => Common::Unknown,
        _ => Common::Same,
    }
}

/// Whether lists and objects are made alike, so that none of them is converted.
fn are_of_one_shape(values: &[Value]) -> bool {
    let mut lists = Vec::new();
    let mut objects: Vec<&Rc<Object>> = Vec::new();
    for value in values {
        match value {
            Value::List(items) => lists.extend(items.iter().cloned()),
            Value::Object(object) => objects.push(object),
            _ => return false,
        }
    }
    if objects.is_empty() {
        return common(&lists) == Common::Same;
    }
    let Some((first, others)) = objects.split_first() else {
        return true;
    };
    let keys = || first.members.keys();
    lists.is_empty()
        && !first.open
        && others
            .iter()
            .all(|other| !other.open && other.members.keys().eq(keys()))
        && keys().all(|key| {
            let members = objects.iter().map(|object| object.members[key].clone());
            common(&members.collect::<Vec<_>>()) == Common::Same
        })
}
