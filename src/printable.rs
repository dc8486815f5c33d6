//! Makes what is printed harmless: source text, messages and paths come from
//! whoever opened the pull request, and must not speak to a terminal or to a
//! CI runner.

use std::borrow::Cow;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

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
pub fn line(line: &str) -> Cow<'_, str> {
    match text(line) {
        clean if clean.contains(['\n', '\t']) => Cow::Owned(clean.replace(['\n', '\t'], "?")),
        clean => clean,
    }
}

/// Control characters (C0, DEL, C1), those of bidirectional formatting (Unicode
/// 16, UAX #9, section 2), and the two that XML 1.0 forbids besides.
pub fn is_harmful(c: char) -> bool {
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
pub fn entities(text: &str) -> String {
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

/// How much of a secret is shown, in characters.
const SHOWN_OF_SECRET: usize = 4;

/// A part of a text, with `*` for all but the beginning of secrets. Its length
/// in bytes stays the same.
pub fn conceal<'t>(text: &'t str, part: &Range<usize>, secrets: &[Range<usize>]) -> Cow<'t, str> {
    let shown = &text[part.clone()];
    let hidden = secrets.iter().filter_map(|secret| {
        let begin = text[secret.clone()].char_indices().nth(SHOWN_OF_SECRET)?.0;
        let hidden = (secret.start + begin).max(part.start)..secret.end.min(part.end);
        (!hidden.is_empty()).then_some(hidden)
    });
    let mut concealed = Cow::Borrowed(shown);
    for hidden in hidden {
        let stars = text[hidden.clone()]
            .chars()
            .map(|c| match c {
                '\n' => "\n".to_owned(),
                c => "*".repeat(c.len_utf8()),
            })
            .collect::<String>();
        let within = hidden.start - part.start..hidden.end - part.start;
        concealed.to_mut().replace_range(within, &stars);
    }
    concealed
}

/// Shorter lines of a secret tell nothing, and may be a part of anything.
const MIN_SECRET: usize = 8;

/// Texts that must not be shown.
#[derive(Debug)]
pub struct Secrets {
    finder: AhoCorasick,
    /// What is shown in place of each.
    shown: Vec<String>,
}

impl Secrets {
    /// Each line of some texts.
    ///
    /// # Panics
    ///
    /// Where these are more than gigabytes.
    pub fn new<'s>(secrets: impl IntoIterator<Item = &'s String>) -> Self {
        let secrets = secrets.into_iter();
        let lines = secrets.flat_map(|secret| secret.lines().enumerate());
        let lines = lines.map(|(index, line)| (index, line.trim()));
        let lines = lines.filter(|(_, line)| line.len() >= MIN_SECRET);
        let (texts, shown): (Vec<&str>, Vec<String>) = lines
            .filter_map(|(index, secret)| {
                let beginning = secret.char_indices().nth(SHOWN_OF_SECRET)?.0;
                let shown = if index == 0 { beginning } else { 0 };
                let stars = "*".repeat(secret[shown..].chars().count());
                Some((secret, format!("{}{stars}", &secret[..shown])))
            })
            .unzip();
        let mut builder = AhoCorasick::builder();
        let finder = builder.match_kind(MatchKind::LeftmostLongest).build(texts);
        Self {
            finder: finder.expect("files are far too small for too many secrets"),
            shown,
        }
    }

    /// A text with `*` for all but the beginning of secrets, wherever they stand.
    pub fn conceal(&self, text: &str) -> String {
        self.finder.replace_all(text, &self.shown)
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
