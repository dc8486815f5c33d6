//! Functions of texts.

use std::collections::BTreeMap;

use regex::{Captures, Regex, RegexBuilder};

use super::text;
use crate::terraform::value::{Value, fits};

/// What a pattern may compile to, in bytes.
const MAX_PATTERN: usize = 1 << 20;

/// Calls a function; `None` where it is not one of these, or its arguments are
/// others.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    changed(name, arguments).or_else(|| of_texts(name, arguments))
}

/// Functions that change a text, or a part of it.
fn changed(name: &str, arguments: &[Value]) -> Option<Value> {
    Some(match (name, arguments) {
        // Go has one letter for each.
        ("lower", [value]) => text(value, |text| {
            let letters = text.chars();
            letters
                .map(|c| c.to_lowercase().next().unwrap_or(c))
                .collect()
        }),
        ("upper", [value]) => text(value, |text| {
            let single = |c: char| Some(c.to_uppercase()).filter(|upper| upper.len() == 1);
            let letters = text.chars();
            letters
                .map(|c| single(c).and_then(|mut upper| upper.next()).unwrap_or(c))
                .collect()
        }),
        ("trimspace", [value]) => text(value, |t| t.trim().to_owned()),
        ("chomp", [value]) => text(value, |t| t.trim_end_matches(['\n', '\r']).to_owned()),
        ("trimprefix", [value, prefix]) => both(value, prefix, |value, prefix| {
            value.strip_prefix(prefix).unwrap_or(value).to_owned()
        }),
        ("trimsuffix", [value, suffix]) => both(value, suffix, |value, suffix| {
            value.strip_suffix(suffix).unwrap_or(value).to_owned()
        }),
        // A pattern between slashes is a regular expression.
        ("replace", [value, from, to]) => match (from.as_text(), to.as_text()) {
            (Some(from), Some(to)) if !is_pattern(&from) => value
                .as_text()
                .and_then(|value| replaced(&value, &from, &to))
                .map_or(Value::Unknown, Value::string),
            _ => Value::Unknown,
        },
        _ => return None,
    })
}

fn of_texts(name: &str, arguments: &[Value]) -> Option<Value> {
    if !super::TEXT_FUNCTIONS.contains(&name) {
        return None;
    }
    let texts: Option<Vec<String>> = arguments.iter().map(Value::as_text).collect();
    let texts = texts?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let value = match (name, texts.as_slice()) {
        ("startswith", [text, start]) => Value::Bool(text.starts_with(start)),
        ("endswith", [text, end]) => Value::Bool(text.ends_with(end)),
        ("strcontains" | "contains_substring", [text, part]) => Value::Bool(text.contains(part)),
        ("split", [separator, text]) => split(separator, text),
        ("trim", [text, characters]) => {
            Value::string(text.trim_matches(|c| characters.contains(c)))
        }
        ("strrev", [text]) => Value::string(text.chars().rev().collect::<String>()),
        ("basename", [path]) => Value::string(basename(path)),
        ("regex", [pattern, text]) => {
            let Some(pattern) = compiled(pattern) else {
                return Some(Value::Error);
            };
            let found = pattern.captures(text);
            found.map_or(Value::Error, |found| captured(&pattern, &found))
        }
        ("regexall", [pattern, text]) => {
            let Some(pattern) = compiled(pattern) else {
                return Some(Value::Error);
            };
            let found = pattern.captures_iter(text);
            Value::list(found.map(|found| captured(&pattern, &found)).collect())
        }
        ("regex_match", [pattern, text]) => {
            compiled(pattern).map_or(Value::Error, |found| Value::Bool(found.is_match(text)))
        }
        _ => return None,
    };
    Some(value)
}

fn both(a: &Value, b: &Value, combine: impl FnOnce(&str, &str) -> String) -> Value {
    match (a.as_text(), b.as_text()) {
        (Some(a), Some(b)) => Value::string(combine(&a, &b)),
        _ => Value::Unknown,
    }
}

fn is_pattern(text: &str) -> bool {
    text.len() > 1 && text.starts_with('/') && text.ends_with('/')
}

/// A text with another in place of a part, if that is not too long.
fn replaced(value: &str, from: &str, to: &str) -> Option<String> {
    let length = value.len() + value.matches(from).count().saturating_mul(to.len());
    fits(length).then(|| value.replace(from, to))
}

/// Terraform's `split` of an empty text is a list of one; of a text by nothing its
/// characters.
fn split(separator: &str, text: &str) -> Value {
    if separator.is_empty() {
        return Value::list(text.chars().map(|c| Value::string(c.to_string())).collect());
    }
    Value::list(text.split(separator).map(Value::string).collect())
}

/// The last part of a path, as Go has it.
fn basename(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    match (path, trimmed) {
        ("", _) => ".",
        (_, "") => "/",
        (_, trimmed) => trimmed.rsplit('/').next().unwrap_or(trimmed),
    }
}

fn compiled(pattern: &str) -> Option<Regex> {
    build(pattern).ok()
}

fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(MAX_PATTERN).build()
}

/// Whether a pattern can be read; the error says what is wrong with it, on one
/// line.
pub(super) fn check_pattern(pattern: &str) -> Result<(), String> {
    build(pattern).map(drop).map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        last.trim().trim_start_matches("error: ").to_owned()
    })
}

/// The text of a match without groups; the groups' texts as a list, or as an object
/// where they have names. A pattern with both is refused.
fn captured(pattern: &Regex, found: &Captures<'_>) -> Value {
    let text = |index: usize| {
        let group = found.get(index);
        group.map_or(Value::Null, |group| Value::string(group.as_str()))
    };
    let groups = pattern.captures_len();
    let names: Vec<Option<&str>> = pattern.capture_names().skip(1).collect();
    if groups == 1 {
        text(0)
    } else if names.iter().all(Option::is_none) {
        Value::list((1..groups).map(text).collect())
    } else if names.iter().all(Option::is_some) {
        let members = names.into_iter().flatten().zip((1..groups).map(text));
        let members: BTreeMap<String, Value> = members
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        Value::object(members, false)
    } else {
        Value::Error
    }
}
