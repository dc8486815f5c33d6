//! Functions of regular expressions.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use regex::{Captures, Regex, RegexBuilder};

use crate::terraform::value::{Value, fits, text_weight};

/// What a pattern may compile to, in bytes.
const MAX_PATTERN: usize = 1 << 20;
/// How many compiled patterns a thread keeps.
const MAX_COMPILED: usize = 16;
/// Compiling a pattern takes far longer than it is.
pub(super) const COMPILED: usize = 1000;

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    if !matches!(name, "regex" | "regexall" | "regex_match" | "replace") {
        return None;
    }
    let texts: Option<Vec<&str>> = arguments.iter().map(Value::as_str).collect();
    let (pattern, text) = match (name, texts?.as_slice()) {
        ("regex" | "regexall", [pattern, text]) | ("regex_match", [text, pattern]) => {
            (*pattern, *text)
        }
        ("replace", [text, pattern, _]) => match inner(pattern) {
            Some(pattern) => (pattern, *text),
            None => return None,
        },
        _ => return None,
    };
    let Ok(regex) = build(pattern) else {
        return Some(Value::Error);
    };
    if differs(pattern, text) {
        return Some(Value::Unknown);
    }
    Some(match (name, arguments) {
        ("regex", _) => {
            let found = regex.captures(text);
            found.map_or(Value::Error, |found| captured(&regex, &found))
        }
        ("regexall", _) => {
            if is_refused(&regex) {
                return Some(Value::Error);
            }
            let found = regex.captures_iter(text);
            Value::list(found.map(|found| captured(&regex, &found)).collect())
        }
        ("replace", [_, _, Value::String(with)]) => {
            replaced(&regex, text, with).map_or(Value::Unknown, Value::string)
        }
        _ => Value::Bool(regex.is_match(text)),
    })
}

/// The pattern in what `replace` looks for: between slashes it is one.
pub(super) fn inner(text: &str) -> Option<&str> {
    text.strip_prefix('/')?.strip_suffix('/')
}

/// What finding all places takes, in steps: each may be looked for up to the end.
pub(super) fn cost_to_find_all(text: &Value) -> usize {
    const BYTES_PER_STEP: usize = 1000;
    let bytes = text.max_bytes();
    let again = bytes.saturating_mul(bytes) / BYTES_PER_STEP;
    COMPILED.saturating_add(bytes).saturating_add(again)
}

/// What replacing takes, in steps: as much as may be written.
pub(super) fn cost_to_replace(value: &Value, from: &Value, to: &Value) -> usize {
    let from = from.as_str();
    if from.is_some_and(|from| inner(from).is_some()) {
        let places = value.max_bytes().saturating_add(1);
        let groups = to.as_str().map_or(0, |to| to.matches('$').count());
        let bytes = places.saturating_mul(to.max_bytes());
        let copied = value.max_bytes().saturating_mul(groups);
        let written = text_weight(bytes.saturating_add(copied));
        return cost_to_find_all(value).saturating_add(written);
    }
    let places = value.max_bytes() / from.map_or(1, str::len).max(1);
    text_weight(places.saturating_mul(to.max_bytes()))
}

fn build(pattern: &str) -> Result<Rc<Regex>, regex::Error> {
    thread_local! {
        /// What was compiled last: one condition is asked of many blocks.
        static COMPILED: RefCell<Vec<(String, Rc<Regex>)>> = const { RefCell::new(Vec::new()) };
    }
    COMPILED.with_borrow_mut(|compiled| {
        if let Some((_, known)) = compiled.iter().find(|(known, _)| known == pattern) {
            return Ok(known.clone());
        }
        let built = RegexBuilder::new(pattern).size_limit(MAX_PATTERN).build()?;
        if compiled.len() >= MAX_COMPILED {
            compiled.remove(0);
        }
        // A clone of the expression itself would start with an empty cache.
        let built = Rc::new(built);
        compiled.push((pattern.to_owned(), built.clone()));
        Ok(built)
    })
}

/// Whether a regular expression can be read.
///
/// # Errors
///
/// What is wrong with it, on one line.
pub fn check_pattern(pattern: &str) -> Result<(), String> {
    build(pattern).map(drop).map_err(|error| {
        let text = error.to_string();
        let last = text.lines().last().unwrap_or_default();
        last.trim().trim_start_matches("error: ").to_owned()
    })
}

/// Whether Go may find something else: `\d`, `\s`, `\w` and `\b` know only ASCII
/// there.
fn differs(pattern: &str, text: &str) -> bool {
    let mut escaped = pattern.split('\\').skip(1);
    !text.is_ascii()
        && escaped.any(|rest| rest.starts_with(['d', 'D', 's', 'S', 'w', 'W', 'b', 'B']))
}

/// Whether a pattern has groups both with names and without.
fn is_refused(pattern: &Regex) -> bool {
    let mut names = pattern.capture_names().skip(1);
    let first = names.next();
    first.is_some_and(|first| names.any(|name| name.is_some() != first.is_some()))
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

/// A text with others in place of what a pattern finds, if that is not too long.
/// `$1` and `${name}` stand for groups, as in Go.
fn replaced(pattern: &Regex, text: &str, with: &str) -> Option<String> {
    let groups = with.matches('$').count();
    let mut result = String::new();
    let mut end = 0;
    for found in pattern.captures_iter(text) {
        let whole = found.get(0)?;
        result.push_str(&text[end..whole.start()]);
        let at_most = groups.saturating_mul(whole.len());
        if !fits(
            result
                .len()
                .saturating_add(with.len())
                .saturating_add(at_most),
        ) {
            return None;
        }
        found.expand(with, &mut result);
        end = whole.end();
    }
    result.push_str(&text[end..]);
    Some(result)
}
