//! Functions of objects, and of any number of values.

use std::collections::BTreeMap;

use super::convert::{Common, alike, common, text};
use super::strings;
use crate::terraform::value::Value;

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        ("coalesce", _) => coalesce(arguments),
        ("merge", _) => merge(arguments),
        ("length", [value]) => return length(value),
        ("lookup", [object @ Value::Object(_), Value::String(key), default @ ..]) => object
            .member(key)
            .or_else(|| default.first().cloned())
            .unwrap_or(Value::Error),
        ("keys", [Value::Object(object)]) if !object.open => {
            let keys = object.members.keys();
            Value::list(keys.map(Value::string).collect())
        }
        ("values", [Value::Object(object)]) if !object.open => {
            Value::list(object.members.values().cloned().collect())
        }
        ("zipmap", [Value::List(keys), Value::List(values)]) => {
            if keys.len() != values.len() {
                return Some(Value::Error);
            }
            let keys: Option<Vec<String>> = keys.iter().map(Value::as_text).collect();
            let members: BTreeMap<String, Value> =
                keys?.into_iter().zip(values.iter().cloned()).collect();
            Value::object(members, false)
        }
        _ => return None,
    })
}

/// The first argument that is neither null nor an empty text, in the type that all
/// of them become.
fn coalesce(arguments: &[Value]) -> Value {
    let kind = common(arguments);
    if kind == Common::None {
        // Null is of any type, and so are the others beside it.
        let has_null = arguments.contains(&Value::Null);
        return if has_null {
            Value::Unknown
        } else {
            Value::Error
        };
    }
    for argument in arguments {
        match argument {
            Value::Unknown => return Value::Unknown,
            Value::Null => {}
            Value::String(text) if text.is_empty() => {}
            found => {
                return match kind {
                    Common::Same => found.clone(),
                    Common::Text => text(found),
                    _ => Value::Unknown,
                };
            }
        }
    }
    Value::Error
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

fn length(value: &Value) -> Option<Value> {
    let length = match value {
        Value::String(text) => strings::characters(text)?.count(),
        Value::List(items) => items.len(),
        Value::Object(object) if !object.open => object.members.len(),
        _ => return None,
    };
    Some(Value::Number(length.into()))
}

/// All items of some sets or lists, in the type that they become together.
pub(super) fn together(lists: &[Value]) -> Option<Value> {
    let mut items = Vec::new();
    for list in lists {
        match list {
            Value::List(list) if common(list) == Common::None => return Some(Value::Error),
            Value::List(list) => items.extend(list.iter().cloned()),
            _ => return None,
        }
    }
    Some(alike(&items))
}
