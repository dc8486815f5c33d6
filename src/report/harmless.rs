//! Makes what is printed harmless: source text, messages and paths come from
//! whoever opened the pull request, and must not speak to a terminal or to a
//! CI runner.

use std::borrow::Cow;

/// Replaces control characters and those that reorder text by `?` or U+FFFD of
/// the same length in bytes, so that offsets still fit. Tabs and line feeds stay.
pub fn text(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match (is_harmful(c), c.len_utf8()) {
            (false, _) => clean.push(c),
            (true, 3) => clean.push('\u{fffd}'),
            (true, len) => clean.extend(std::iter::repeat_n('?', len)),
        }
    }
    Cow::Owned(clean)
}

/// The same for what must stay on one line.
pub(super) fn line(line: &str) -> Cow<'_, str> {
    match text(line) {
        clean if clean.contains(['\n', '\t']) => Cow::Owned(clean.replace(['\n', '\t'], "?")),
        clean => clean,
    }
}

/// Control characters (C0, DEL, C1), those of bidirectional formatting (Unicode
/// 16, UAX #9, section 2), and the two that XML 1.0 forbids besides.
pub(super) fn is_harmful(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Breaks what GitHub's runner takes for a command: `::` at the beginning of a
/// line, after blanks, and `##[` anywhere.
pub fn lines(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let start = command_start(line);
        if line[start..].starts_with("::") {
            harmless.push_str(&line[..start]);
            harmless.push_str(": :");
            harmless.push_str(&line[start + 2..].replace("##[", "## ["));
        } else if line.contains("##[") {
            harmless.push_str(&line.replace("##[", "## ["));
        } else {
            harmless.push_str(line);
        }
    }
    harmless
}

/// The same for XML and HTML, by an entity that readers undo.
pub(super) fn entities(text: &str) -> String {
    text.replace("##[", "#&#35;[")
}

/// Where a line begins after blanks and our own colour codes.
fn command_start(line: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &line[at..];
        if let Some(code) = rest.strip_prefix("\u{1b}[") {
            match code.find('m') {
                Some(end) => at += "\u{1b}[".len() + end + 1,
                None => return at,
            }
        } else {
            match rest.chars().next() {
                Some(c) if c.is_whitespace() => at += c.len_utf8(),
                _ => return at,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_length() {
        let harmful = "a\u{1b}[31m\r\u{7f}\u{9b}\u{202e}\u{61c}z";
        let clean = text(harmful);
        assert_eq!(clean.len(), harmful.len());
        assert_eq!(clean, "a?[31m????\u{fffd}??z");
    }

    #[test]
    fn breaks_commands() {
        assert_eq!(lines("::error::x\n"), ": :error::x\n");
        assert_eq!(lines(" \u{1b}[0m::error"), " \u{1b}[0m: :error");
        assert_eq!(lines("a ##[group]"), "a ## [group]");
        assert_eq!(lines("  = a::b"), "  = a::b");
    }
}
