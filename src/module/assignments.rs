//! What a text assigns to names: `NAME=value` in a list of environment
//! variables, `export NAME="value"` in a script, `--name=value` on a command line.

use std::ops::Range;

/// A value that a text assigns to a name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Assignment<'t> {
    pub(super) name: &'t str,
    /// Where the value stands in the text, without its quotes.
    pub(super) value: Range<usize>,
}

/// What a text assigns, in order. A value with an interpolation or an expansion
/// in it is none.
pub(super) fn assignments(text: &str) -> impl Iterator<Item = Assignment<'_>> {
    memchr::memchr_iter(b'=', text.as_bytes()).filter_map(|equals| {
        let quoted = &text[equals + 1..];
        let start = text.len() - quoted.trim_start_matches('\\').len();
        let start = start + usize::from(text[start..].starts_with(['"', '\'']));
        let rest = &text[start..];
        // Most stand before a blank, which is told at once.
        rest.bytes().next().filter(|byte| is_value(*byte))?;
        // No name begins within a value, so none is read twice.
        let name = assigned_name(&text[..start])?;
        let length = rest.bytes().take_while(|byte| is_value(*byte)).count();
        let goes_on = rest[length..].starts_with(['$', '%', '{', '(', '<', '*', '`']);
        let value = start..start + length;
        (!goes_on).then_some(Assignment { name, value })
    })
}

/// The name that a text assigns to at its end: `NAME=`, `export NAME="`.
pub(super) fn assigned_name(text: &str) -> Option<&str> {
    let before = text.strip_suffix(['"', '\'']).unwrap_or(text);
    let before = before.trim_end_matches('\\').strip_suffix('=')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = &before[before.trim_end_matches(is_name).len()..];
    let before = &before[..before.len() - name.len()];
    // `\n` and `\"` in a string.
    let name = match before.strip_suffix('\\') {
        Some(_) => name.strip_prefix(['n', 't', 'r'])?,
        None => name,
    };
    let name = name.trim_start_matches('-');
    let begins =
        before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || "\"'`;\\".contains(c));
    (begins && !name.is_empty()).then_some(name)
}

/// Whether a byte may be a part of a value without quotes.
fn is_value(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=_-.~:@".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assigned_values() {
        let found = |text| -> Vec<(&str, &str)> {
            let found = assignments(text);
            found.map(|one| (one.name, &text[one.value])).collect()
        };
        for (text, name, value) in [
            ("\"API_KEY=abc\"", "API_KEY", "abc"),
            ("x\n  export API_KEY='a-b'; run", "API_KEY", "a-b"),
            (r#""a\nexport API_KEY=\"a/b\"\n""#, "API_KEY", "a/b"),
            (r#""a\nAPI_KEY=abc""#, "API_KEY", "abc"),
            ("run --api-key=abc==", "api-key", "abc=="),
        ] {
            assert_eq!(found(text), [(name, value)], "{text}");
        }
        for text in [
            "API_KEY=${var.key}",
            "API_KEY=\"abc$(date)\"",
            "API_KEY=",
            "https://example.com/?token=abc",
            "a == b",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
