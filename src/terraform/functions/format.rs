//! `format` and `formatlist`, whose verbs are Go's with changes (Terraform 1.11,
//! <https://developer.hashicorp.com/terraform/language/functions/format>).

use super::{convert, strings};
use crate::terraform::value::{Value, fits, is_exact, text_weight};

/// A width or precision of more digits is not looked into.
const MAX_DIGITS: usize = 3;
/// What such a width adds to a text at most, in bytes.
const MAX_WIDTH: usize = 1000;

/// What writing takes, in steps.
pub(super) fn cost(arguments: &[Value]) -> usize {
    text_weight(arguments.len().saturating_mul(MAX_WIDTH))
}

/// What writing a text for each item takes, in steps.
pub(super) fn cost_of_list(arguments: &[Value]) -> usize {
    let rows = rows(arguments).unwrap_or(1);
    let repeated = arguments.iter().map(|argument| match argument {
        Value::List(_) => 0,
        argument => argument.weight(),
    });
    rows.saturating_mul(cost(arguments) + repeated.sum::<usize>())
}

/// Calls a function; `None` where it is not one of these, or its arguments are
/// unknown.
pub(super) fn call(name: &str, arguments: &[Value]) -> Option<Value> {
    match (name, arguments) {
        ("format", [Value::String(format), values @ ..]) => Some(formatted(format, values)),
        ("formatlist", [Value::String(format), values @ ..]) => Some(of_lists(format, values)),
        _ => None,
    }
}

/// How many items the first list has, if there is a list.
fn rows(values: &[Value]) -> Option<usize> {
    values.iter().find_map(|value| match value {
        Value::List(items) => Some(items.len()),
        _ => None,
    })
}

/// A text for each item of some lists, which are of one length; what is no list is
/// the same for all.
fn of_lists(format: &str, values: &[Value]) -> Value {
    let count = rows(values);
    let has_object = values.iter().any(|value| matches!(value, Value::Object(_)));
    if has_object && count != Some(0) {
        return Value::Error;
    }
    let differ = |value: &Value| matches!(value, Value::List(items) if Some(items.len()) != count);
    if values.iter().any(differ) {
        return Value::Error;
    }
    // What is unknown or null may be a list.
    let is_open = |value: &Value| matches!(value, Value::Unknown | Value::Null);
    if values.iter().any(is_open) {
        return Value::Unknown;
    }
    let texts = (0..count.unwrap_or(1)).map(|row| {
        let values = values.iter().map(|value| match value {
            Value::List(items) => items[row].clone(),
            value => value.clone(),
        });
        formatted(format, &values.collect::<Vec<_>>())
    });
    let texts: Vec<Value> = texts.collect();
    if texts.iter().any(|text| matches!(text, Value::Error)) {
        return Value::Error;
    }
    Value::list(texts)
}

/// A text with values in place of its verbs.
fn formatted(format: &str, values: &[Value]) -> Value {
    let mut result = String::new();
    let mut is_known = true;
    let mut values = values.iter();
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('%') {
        result.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            result.push('%');
            rest = after;
            continue;
        }
        let Some((verb, after)) = Verb::read(after) else {
            return Value::Error;
        };
        rest = after;
        if verb.letter == '[' {
            // It names the value that it takes.
            return Value::Unknown;
        }
        let Some(value) = values.next() else {
            return Value::Error;
        };
        match verb.written(value) {
            Value::Error => return Value::Error,
            Value::String(text) if fits(result.len() + text.len()) => result.push_str(&text),
            _ => is_known = false,
        }
    }
    result.push_str(rest);
    if values.len() > 0 {
        Value::Error
    } else if is_known {
        Value::string(result)
    } else {
        Value::Unknown
    }
}

/// `%-05.2f` and the like.
#[derive(Debug, Clone, Copy, Default)]
struct Verb<'f> {
    letter: char,
    flags: &'f str,
    width: usize,
    precision: Option<usize>,
    /// Whether its numbers are too large to be looked into.
    is_wide: bool,
}

impl<'f> Verb<'f> {
    /// Reads what stands after `%`, and gives what is left.
    fn read(text: &'f str) -> Option<(Self, &'f str)> {
        let mut rest = text.trim_start_matches(['+', ' ', '-', '0', '#']);
        let mut verb = Self {
            flags: &text[..text.len() - rest.len()],
            ..Self::default()
        };
        let mut number = |rest: &mut &'f str| {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = &rest[..rest.len() - after.len()];
            *rest = after;
            verb.is_wide |= digits.len() > MAX_DIGITS;
            (digits.len() <= MAX_DIGITS)
                .then(|| digits.parse().ok())
                .flatten()
        };
        let width = number(&mut rest);
        let precision = match rest.strip_prefix('.') {
            Some(after) => {
                rest = after;
                Some(number(&mut rest).unwrap_or(0))
            }
            None => None,
        };
        verb.width = width.unwrap_or(0);
        verb.precision = precision;
        verb.letter = rest.chars().next()?;
        Some((verb, &rest[verb.letter.len_utf8()..]))
    }

    fn has(self, flag: char) -> bool {
        self.flags.contains(flag)
    }

    fn fills_with_zeros(self) -> bool {
        self.has('0') && !self.has('-')
    }

    /// A value as the verb writes it.
    fn written(self, value: &Value) -> Value {
        let value = match self.letter {
            'v' => value.clone(),
            't' => convert::bool(value),
            'b' | 'd' | 'o' | 'x' | 'X' => convert::whole(value),
            'e' | 'E' | 'f' | 'g' | 'G' => convert::number(value),
            's' | 'q' => convert::text(value),
            _ => return Value::Error,
        };
        match value {
            // Null is unknown to Terraform in some places, and an error in others.
            Value::Null => Value::Unknown,
            Value::Error => Value::Error,
            _ if self.has('#') || self.is_wide => Value::Unknown,
            value => self.text(&value).map_or(Value::Unknown, Value::string),
        }
    }

    fn text(self, value: &Value) -> Option<String> {
        match (self.letter, value) {
            ('v', Value::List(_) | Value::Object(_)) => {
                self.padded(Value::json(value.clone()).as_text()?)
            }
            ('v', value) => self.padded(value.as_text()?),
            ('t', Value::Bool(value)) => Some(value.to_string()),
            ('f', Value::Number(number)) => {
                let number = number.as_f64()?;
                let precision = self.precision.unwrap_or(6);
                is_rounded_alike(number, precision)
                    .then(|| self.signed(number < 0.0, format!("{:.precision$}", number.abs())))?
            }
            ('b' | 'd' | 'o' | 'x' | 'X', Value::Number(number)) if self.precision.is_none() => {
                let number = number.as_i64()?;
                let size = number.unsigned_abs();
                let digits = match self.letter {
                    'b' => format!("{size:b}"),
                    'o' => format!("{size:o}"),
                    'x' => format!("{size:x}"),
                    'X' => format!("{size:X}"),
                    _ => size.to_string(),
                };
                self.signed(number < 0, digits)
            }
            ('s' | 'q', value) => {
                let mut text = value.as_text()?;
                if let Some(precision) = self.precision.filter(|precision| *precision > 0) {
                    text = strings::characters(&text)?.take(precision).collect();
                }
                if self.letter == 'q' {
                    text = Value::json(Value::string(text)).as_text()?;
                }
                self.padded(text)
            }
            _ => None,
        }
    }

    /// A text with what it takes to be as wide as it has to be.
    fn padded(self, text: String) -> Option<String> {
        if self.width == 0 {
            return Some(text);
        }
        let count = strings::characters(&text)?.count();
        let fill = if self.fills_with_zeros() { "0" } else { " " };
        let fill = fill.repeat(self.width.saturating_sub(count));
        Some(if self.has('-') {
            text + &fill
        } else {
            fill + &text
        })
    }

    /// A number with its sign, which stands before zeros that make it wider.
    fn signed(self, is_negative: bool, digits: String) -> Option<String> {
        let sign = match (is_negative, self.has('+'), self.has(' ')) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        };
        if self.fills_with_zeros() {
            let width = self.width.saturating_sub(sign.len());
            let digits = Self { width, ..self }.padded(digits)?;
            return Some(format!("{sign}{digits}"));
        }
        self.padded(format!("{sign}{digits}"))
    }
}

/// Whether a number is not so near the middle between two roundings that more
/// digits, which Terraform has, may decide.
fn is_rounded_alike(number: f64, precision: usize) -> bool {
    const NEAR: f64 = 1e-6;
    let Ok(precision) = i32::try_from(precision) else {
        return false;
    };
    let scaled = number.abs() * 10_f64.powi(precision);
    is_exact(number) || (is_exact(scaled.trunc()) && (scaled.fract() - 0.5).abs() > NEAR)
}
