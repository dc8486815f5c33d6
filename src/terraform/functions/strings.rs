//! Functions of texts.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::terraform::value::{Value, fits};

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    if let (
        "substr",
        [
            Value::String(text),
            Value::Number(from),
            Value::Number(length),
        ],
    ) = (name, arguments)
    {
        return part(text, from.as_i64()?, length.as_i64()?).map(Value::string);
    }
    let texts: Option<Vec<&str>> = arguments.iter().map(Value::as_str).collect();
    let texts = texts?;
    let value = match (name, texts.as_slice()) {
        ("startswith", [text, start]) => Value::Bool(text.starts_with(start)),
        ("endswith", [text, end]) => Value::Bool(text.ends_with(end)),
        ("strcontains" | "contains_substring", [text, part]) => Value::Bool(text.contains(part)),
        ("split", [separator, text]) => split(separator, text),
        (_, texts) => Value::string(changed(name, texts)?),
    };
    Some(value)
}

/// Functions that change a text, or give a part of it.
fn changed(name: &str, texts: &[&str]) -> Option<String> {
    Some(match (name, texts) {
        // Go has one letter for each.
        ("lower", [text]) => {
            let letters = text.chars();
            letters
                .map(|c| c.to_lowercase().next().unwrap_or(c))
                .collect()
        }
        ("upper", [text]) => text.chars().map(capital).collect(),
        ("title", [text]) => title(text),
        ("trimspace", [text]) => text.trim().to_owned(),
        ("chomp", [text]) => text.trim_end_matches(['\n', '\r']).to_owned(),
        ("trimprefix", [text, prefix]) => text.strip_prefix(prefix).unwrap_or(text).to_owned(),
        ("trimsuffix", [text, suffix]) => text.strip_suffix(suffix).unwrap_or(text).to_owned(),
        ("trim", [text, characters]) => text.trim_matches(|c| characters.contains(c)).to_owned(),
        ("replace", [text, from, to]) => replaced(text, from, to)?,
        ("strrev", [text]) => characters(text)?.rev().collect(),
        ("basename", [path]) => basename(path).to_owned(),
        ("dirname", [path]) => dirname(path),
        ("urlencode", [text]) => {
            let encoded = utf8_percent_encode(text, IN_QUERIES).to_string();
            encoded.replace("%20", "+")
        }
        _ => return None,
    })
}

/// What Go writes as it is in a query.
const IN_QUERIES: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

fn capital(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// A text with a capital at the start of each word, as Go's `strings.Title`.
fn title(text: &str) -> String {
    let is_in_word = |c: char| {
        if c.is_ascii() {
            c.is_ascii_alphanumeric() || c == '_'
        } else {
            !c.is_whitespace()
        }
    };
    let mut last = ' ';
    let letters = text.chars().map(|c| {
        let starts = !is_in_word(std::mem::replace(&mut last, c));
        if starts { capital(c) } else { c }
    });
    letters.collect()
}

/// The characters of a text as a reader sees them, which Terraform counts; `None`
/// where one may be made of several.
pub(super) fn characters(text: &str) -> Option<std::str::Chars<'_>> {
    let is_alone = |c: char| {
        matches!(
            c,
            '\0'..='\u{2ff}'
                | '\u{370}'..='\u{482}'
                | '\u{48a}'..='\u{52f}'
                | '\u{2010}'..='\u{2027}'
                | '\u{2030}'..='\u{205e}'
                | '\u{20a0}'..='\u{20cf}'
                | '\u{2100}'..='\u{2bff}'
                | '\u{4e00}'..='\u{9fff}'
                | '\u{1f300}'..='\u{1f3fa}'
                | '\u{1f400}'..='\u{1f64f}'
                | '\u{1f680}'..='\u{1f6ff}'
        )
    };
    (!text.contains("\r\n") && text.chars().all(is_alone)).then(|| text.chars())
}

/// So many characters of a text from one on, from its end where that is below zero;
/// all that are left where so many are fewer than none.
fn part(text: &str, from: i64, length: i64) -> Option<String> {
    let count = i64::try_from(characters(text)?.count()).ok()?;
    let from = if from < 0 {
        from.saturating_add(count).max(0)
    } else {
        from
    };
    let length = if length < 0 { count } else { length };
    let from = usize::try_from(from).ok()?;
    let length = usize::try_from(length).ok()?;
    Some(text.chars().skip(from).take(length).collect())
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

/// All of a path but its last part, in its shortest form, as Go has it.
fn dirname(path: &str) -> String {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let root = if folder.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/') {
        match (part, parts.last()) {
            ("" | ".", _) => {}
            ("..", None) if !root.is_empty() => {}
            ("..", Some(last)) if *last != ".." => drop(parts.pop()),
            (part, _) => parts.push(part),
        }
    }
    match (root, parts.as_slice()) {
        ("", []) => ".".to_owned(),
        (root, parts) => format!("{root}{}", parts.join("/")),
    }
}
