//! Says in plain words what is wrong with an item that doesn't parse, and where:
//! on the line on which Terraform reports it.
//!
//! hcl-edit knows where it stopped and what could have come next. Where
//! something was left open it stops far behind it, or goes back to the start of
//! the argument; the tokens show where that was.

use std::ops::Range;

use hcl_edit::parser::Error;

use super::tokens::{Lexer, Open, TokenKind, identifier_len};
use crate::source::line_start_at;

/// What is wrong; offsets are bytes of the item's text.
#[derive(Debug)]
pub(super) struct Mistake {
    /// Where it is wrong.
    pub(super) at: usize,
    /// What is wrong, on one line.
    pub(super) message: String,
    /// Where that begins which lacks its end.
    pub(super) opened: Option<usize>,
}

impl Mistake {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Self {
            at,
            message: message.into(),
            opened: None,
        }
    }

    /// That a string goes on to the end of a line.
    pub(super) fn open_string(text: &str, start: usize, end: usize) -> Self {
        let end = text[..end].trim_end_matches('\r').len();
        Self {
            opened: Some(start),
            ..Self::new(end, "this string isn't closed on its line")
        }
    }

    /// That nothing follows a dot on its line.
    pub(super) fn open_dot(at: usize) -> Self {
        Self::new(at, "expected a name after `.` on the same line")
    }
}

/// What hcl-edit means by an item that it can't parse. The text begins with the
/// item, `len` bytes of it, and goes on with what follows in the file.
pub(super) fn explain(text: &str, len: usize, error: &Error) -> Mistake {
    let item = &text[..len];
    let expected = error.message();
    let at = stopped_at(item, error);
    let tokens = Tokens::scan(item, at);
    // hcl-edit went back to the start of an argument, and the mistake is behind it.
    let is_argument = matches!(expected, NO_ITEM | NO_BLOCK_ITEM)
        && item[at..].starts_with(|c: char| c.is_alphabetic() || c == '_');
    if let Some(string) = &tokens.string
        && (is_argument || (string.start <= at && !string.is_interpolated))
    {
        return Mistake::open_string(item, string.start, string.end);
    }
    let is_at_end = at == len;
    if let Some((open, start)) = tokens.left_open(|(open, start)| match open {
        Open::Comment => true,
        Open::Brace => is_at_end || (is_argument && start > at),
        _ => is_at_end || tokens.around.last() == Some(&(open, start)),
    }) {
        return Mistake::new(start, never_closed(open, &item[start..]));
    }
    let stop = Stop {
        text,
        at,
        around: tokens.around.last().copied(),
    };
    if let Some(directive) = &tokens.directive
        && (is_argument || expected == "expected heredoc end delimiter")
    {
        return directive.mistake();
    }
    if is_argument && !stop.is_second_on_line() {
        return in_argument(item, at, &tokens);
    }
    stop.explain(expected)
}

/// hcl-edit's words where a file's item, or one of a block, was expected.
const NO_ITEM: &str = "unexpected token";
const NO_BLOCK_ITEM: &str = "invalid block body; expected `}`, newline or identifier";

/// hcl-edit's offset is the last byte where it stopped at the end, and its column
/// is beyond.
fn stopped_at(text: &str, error: &Error) -> usize {
    let location = error.location();
    if !text.is_char_boundary(location.offset()) {
        return text.len();
    }
    let line = line_start_at(text, location.offset());
    let mut characters = text[line..].char_indices();
    let character = characters.nth(location.column().saturating_sub(1));
    character.map_or(text.len(), |(at, _)| line + at)
}

/// What the tokens of an item show.
#[derive(Default)]
struct Tokens {
    /// What is open where the parser stopped, and where each begins.
    around: Vec<(Open, usize)>,
    /// What is open at the end.
    at_end: Vec<(Open, usize)>,
    /// The first string that isn't closed on its line.
    string: Option<OpenString>,
    /// The first operator that there isn't, from where the parser stopped.
    operator: Option<usize>,
    /// The first `%{` with an unknown word from where the parser stopped, or else
    /// the first one.
    directive: Option<Directive>,
}

/// A `%{`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Directive {
    is_known: bool,
    at: usize,
}

impl Directive {
    /// Those of a part of a text.
    fn all(text: &str, range: Range<usize>) -> impl Iterator<Item = Self> {
        let found = text[range.clone()].match_indices("%{");
        let found = found.map(move |(at, _)| range.start + at);
        let found = found.filter(|at| !text[..*at].ends_with('%'));
        found.map(|at| {
            let word = text[at + 2..].trim_start_matches(['~', ' ']);
            let word = &word[..identifier_len(word)];
            Self {
                is_known: ["if", "else", "endif", "for", "endfor"].contains(&word),
                at,
            }
        })
    }

    fn mistake(&self) -> Mistake {
        let message = if self.is_known {
            "`%{ if … }` needs an `%{ endif }`, and `%{ for … }` an `%{ endfor }`"
        } else {
            "`%{` begins a template directive; write `%%{` for a literal `%{`"
        };
        Mistake::new(self.at, message)
    }
}

struct OpenString {
    start: usize,
    /// Where its line ends.
    end: usize,
    /// Whether its quote was rather meant to end the string around it.
    is_interpolated: bool,
}

impl Tokens {
    fn scan(text: &str, stop: usize) -> Self {
        let mut found = Self::default();
        let mut lexer = Lexer::new(text);
        let mut open: Vec<(Open, usize)> = Vec::new();
        let mut is_before = true;
        while let Some(token) = lexer.next() {
            if is_before && token.range.end > stop {
                found.around.clone_from(&open);
                is_before = false;
            }
            let in_string = matches!(open.last(), Some((Open::Quote, _)));
            match token.kind {
                TokenKind::LineEnd => {
                    found.end_line(&open, token.range.start);
                    lexer.forget_string();
                }
                TokenKind::Text if !is_before && !in_string => {
                    let at = single_operator(&text[token.range.clone()]);
                    found.operator = found.operator.or(at.map(|at| token.range.start + at));
                }
                TokenKind::InterpolationOpen | TokenKind::HeredocText if !is_before => {
                    let directives = Directive::all(text, token.range.clone());
                    found.directive = found.directive.into_iter().chain(directives).min();
                }
                _ => {}
            }
            open.truncate(lexer.depth());
            if let Some(kind) = lexer.innermost().filter(|_| open.len() < lexer.depth()) {
                open.push((kind, token.range.start));
            }
        }
        found.end_line(&open, text.len());
        if is_before {
            found.around.clone_from(&open);
        }
        found.at_end = open;
        found
    }

    fn end_line(&mut self, open: &[(Open, usize)], end: usize) {
        if let [around @ .., (Open::Quote, start)] = open {
            self.string.get_or_insert(OpenString {
                start: *start,
                end,
                is_interpolated: matches!(around.last(), Some((Open::Interpolation, _))),
            });
        }
    }

    /// What was opened last of what is never closed, if that is the mistake.
    fn left_open(&self, is_mistake: impl Fn((Open, usize)) -> bool) -> Option<(Open, usize)> {
        self.at_end.last().copied().filter(|open| is_mistake(*open))
    }
}

/// `&` or `|` by itself.
fn single_operator(word: &str) -> Option<usize> {
    ["&", "|"]
        .iter()
        .filter_map(|operator| {
            let at = word.find(operator)?;
            (!word[at + 1..].starts_with(operator)).then_some(at)
        })
        .min()
}

fn never_closed(open: Open, text: &str) -> String {
    match open {
        Open::Heredoc => {
            let opening = text.lines().next().unwrap_or_default().trim_end();
            let marker = opening.trim_start_matches(['<', '-']);
            format!("`{opening}` is never closed: there is no line with only `{marker}`")
        }
        Open::Comment => "this comment is never closed; expected `*/`".to_owned(),
        Open::Square => "`[` is never closed".to_owned(),
        Open::Paren => "`(` is never closed".to_owned(),
        Open::Interpolation => format!("`{}` is never closed", &text[..2]),
        Open::Brace | Open::Quote => "`{` is never closed".to_owned(),
    }
}

/// A mistake in an argument that begins at an offset.
fn in_argument(text: &str, at: usize, tokens: &Tokens) -> Mistake {
    let name = &text[at..at + identifier_len(&text[at..])];
    if let Some(operator) = tokens.operator {
        let sign = &text[operator..=operator];
        return Mistake::new(
            operator,
            format!("`{sign}` isn't an operator; did you mean `{sign}{sign}`?"),
        );
    }
    let rest = text[at + name.len()..].trim_start_matches([' ', '\t']);
    if rest.trim_end() == "=" {
        return Mistake::new(text.len(), "expected a value after `=`");
    }
    if rest.starts_with('=') {
        return Mistake::new(at, format!("the value of `{name}` can't be parsed"));
    }
    Mistake::new(at, format!("`{name}` is neither an argument nor a block"))
}

/// Where the parser stopped.
struct Stop<'a> {
    /// The item, and what follows it.
    text: &'a str,
    at: usize,
    /// What it stopped in, and where that begins.
    around: Option<(Open, usize)>,
}

impl Stop<'_> {
    /// A mistake at the token where the parser stopped, by what could have come.
    fn explain(&self, expected: &str) -> Mistake {
        let rest = self.text[self.at..].trim_start_matches([' ', '\t']);
        let at = self.text.len() - rest.len();
        if let Some(closing) = self.closing(expected) {
            let start = self.around.map(|(_, start)| start);
            let mut message = format!("expected {closing}, found {}", found(rest));
            if closing.ends_with("`${`") {
                message.push_str("; write `$${` for a literal `${`");
            }
            return Mistake {
                opened: start.filter(|start| !self.is_one_line(*start)),
                ..Mistake::new(at, message)
            };
        }
        if expected.starts_with("invalid traversal") {
            // Line ends were skipped in search of a name.
            let at = self.text[..at].trim_end().len();
            let found = found(&self.text[at..]);
            return Mistake::new(at, format!("expected a name after `.`, found {found}"));
        }
        if expected.starts_with("invalid object value") {
            return self
                .one_before(|rest| format!("expected `=` after the key, found {}", found(rest)));
        }
        if expected.starts_with("invalid escape") {
            return self.one_before(|rest| {
                let escaped = rest.chars().next().unwrap_or_default();
                format!("`\\{escaped}` isn't an escape sequence; write `\\\\` for a backslash")
            });
        }
        Mistake::new(at, self.words(expected, rest))
    }

    fn words(&self, expected: &str, rest: &str) -> String {
        let found = found(rest);
        let is = |start: &str| expected.starts_with(start);
        if rest.starts_with(['\'', '`', '“', '”', '‘', '’']) {
            return format!("strings need double quotes, found {found}");
        }
        match expected {
            NO_ITEM | NO_BLOCK_ITEM => self.no_item(rest, &found),
            "invalid attribute; expected `=`" => ONE_ARGUMENT.to_owned(),
            "expected newline or eof" => self.after_item(rest, &found),
            "expected `{`" => match rest.trim_start().chars().next() {
                Some('{') => "a block's `{` must be on the same line as its name".to_owned(),
                Some('"') => "a block label can't have `${` in it".to_owned(),
                _ => format!("expected `{{`, found {found}"),
            },
            "expected newline" => {
                format!("nothing can follow a heredoc's marker on its line, found {found}")
            }
            _ if is("invalid structure") => {
                let before = self.text[..self.at].trim_end();
                let name = before
                    .rsplit(char::is_whitespace)
                    .next()
                    .unwrap_or_default();
                format!("expected `=` or `{{` after `{name}`, found {found}")
            }
            _ if is("invalid expression") => format!("expected a value, found {found}"),
            _ if is("invalid object item; expected unique") => format!("duplicate key {found}"),
            _ if is("invalid object item") => {
                format!("expected `,` or a new line before the next key, found {found}")
            }
            _ if is("invalid attribute; expected unique") => format!("duplicate argument {found}"),
            _ if is("invalid unicode") => {
                "a Unicode escape is `\\u` with four hexadecimal digits or `\\U` with eight"
                    .to_owned()
            }
            _ if is("invalid nesting") || is("invalid binary") => {
                "this is nested too deeply".to_owned()
            }
            // One token in backticks needs no other words.
            _ if is("expected `") && !expected.contains(" or ") => {
                format!("{expected}, found {found}")
            }
            _ => format!("{found} isn't expected here"),
        }
    }

    /// A mistake at a character that hcl-edit read before it stopped.
    fn one_before(&self, message: impl FnOnce(&str) -> String) -> Mistake {
        let last = self.text[..self.at].chars().next_back();
        let at = self.at - last.map_or(0, char::len_utf8);
        Mistake::new(at, message(&self.text[at..]))
    }

    fn is_one_line(&self, start: usize) -> bool {
        !self.text[start..self.at].contains('\n')
    }

    /// Whether something of a block on one line comes before.
    fn is_second_on_line(&self) -> bool {
        matches!(self.around, Some((Open::Brace, start))
            if self.is_one_line(start) && self.text[start..self.at].trim_end() != "{")
    }

    fn no_item(&self, rest: &str, found: &str) -> String {
        let is_marker = |mark: &&str| rest.starts_with(*mark);
        if self.is_second_on_line() {
            ONE_ARGUMENT.to_owned()
        } else if rest.starts_with('"') {
            "argument names aren't quoted".to_owned()
        } else if rest.starts_with('}') {
            "unmatched `}`".to_owned()
        } else if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(is_marker) {
            "unresolved merge conflict".to_owned()
        } else {
            format!("expected an argument or a block, found {found}")
        }
    }

    /// What follows an argument or a block on its line.
    fn after_item(&self, rest: &str, found: &str) -> String {
        match rest.chars().next() {
            Some(',' | ';') => format!("unexpected {found}: an argument ends with its line"),
            Some(']' | ')') => format!("unmatched {found}"),
            Some(c) if c.is_alphanumeric() && self.text[..self.at].ends_with('"') => {
                format!("expected a new line, found {found}; write `\\\"` for a quote in a string")
            }
            _ => format!("expected a new line, found {found}"),
        }
    }

    /// What could close the innermost bracket, or go on in it.
    fn closing(&self, expected: &str) -> Option<&'static str> {
        let start = self.around.map_or(0, |(_, start)| start);
        let before = &self.text[..start];
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ']' | ')');
        let inner = self.text[start..]
            .trim_start_matches(['[', '{'])
            .trim_start();
        let is_for = identifier_len(inner) == 3 && inner.starts_with("for");
        Some(match expected {
            "expected `]`" if before.ends_with(is_name) || is_for => "`]`",
            "expected `]`" => "`,` or `]`",
            "expected `)` or expression" if !self.text[..self.at].ends_with("...") => "`,` or `)`",
            "expected `)`" | "expected `)` or expression" => "`)`",
            "expected `}`" if matches!(self.around, Some((Open::Brace, _))) => "`}`",
            "expected `}`" => "`}` to end `${`",
            _ => return None,
        })
    }
}

const ONE_ARGUMENT: &str = "a block on one line can only have one argument";

/// What a text begins with.
fn found(text: &str) -> String {
    let Some(first) = text.chars().next() else {
        return "the end of the file".to_owned();
    };
    let len = match first {
        '\n' => return "the end of the line".to_owned(),
        '\r' if text.starts_with("\r\n") => return "the end of the line".to_owned(),
        '`' => return "a backtick".to_owned(),
        '#' => return "a comment".to_owned(),
        '/' if text.starts_with("//") || text.starts_with("/*") => return "a comment".to_owned(),
        _ if first.is_control() => return format!("`{}`", first.escape_default()),
        '.' | '<' | '>' | '=' | '&' | '|' => text.find(|c| c != first).unwrap_or(text.len()),
        _ => identifier_len(text).max(first.len_utf8()),
    };
    format!("`{}`", &text[..len])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_called_by_its_name() {
        for (text, name) in [
            ("", "the end of the file"),
            ("\nx", "the end of the line"),
            ("\r\nx", "the end of the line"),
            ("\rx", "`\\r`"),
            ("# x", "a comment"),
            ("// x", "a comment"),
            ("/* x */", "a comment"),
            ("/x", "`/`"),
            ("`x`", "a backtick"),
            ("==x", "`==`"),
            ("éa-b c", "`éa-b`"),
            ("☃x", "`☃`"),
        ] {
            assert_eq!(found(text), name, "{text:?}");
        }
    }
}
