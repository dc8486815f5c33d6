//! From text to syntax: hcl-edit's trees with byte positions, and what could
//! not be parsed.
//!
//! A file is parsed whole; only where that fails it is cut into its top-level
//! items, each parsed alone, so that one broken block is one error and hides
//! nothing else.

mod items;
pub mod markdown;
mod mistake;
mod refused;
pub(crate) mod tokens;

use std::ops::Range;

use hcl_edit::parser::{Error, parse_body};
use hcl_edit::structure::Body;

pub use items::Header;
use refused::refused;

/// The syntax of one file, or of one example in a Markdown file.
#[derive(Debug, Default)]
pub struct Syntax {
    /// Parsed pieces, in the order of the file.
    pub pieces: Vec<Piece>,
    /// What could not be parsed, in the order of the file.
    pub broken: Vec<Broken>,
}

impl Syntax {
    /// Where the top-level blocks stand, in bytes of the file; broken ones too.
    pub fn block_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let parsed = self.pieces.iter().flat_map(|piece| {
            let spans = piece.body.blocks().filter_map(hcl_edit::Span::span);
            spans.map(|span| piece.base + span.start..piece.base + span.end)
        });
        parsed.chain(self.broken.iter().map(|broken| broken.span.clone()))
    }
}

/// A part of a file that parsed.
#[derive(Debug)]
pub struct Piece {
    /// Added to a span in `body`, it gives the offset in the file, in bytes.
    pub base: usize,
    /// Top-level structures; its spans count from `base`.
    pub body: Body,
}

/// A top-level item that does not parse.
#[derive(Debug)]
pub struct Broken {
    /// The whole item, in bytes of the file.
    pub span: Range<usize>,
    /// What the item would be, if its first line can be read. What it holds or
    /// refers to is unknown.
    pub header: Option<Header>,
    /// Where it is wrong, in bytes of the file.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// Where that begins which lacks its end, in bytes of the file.
    pub opened: Option<usize>,
}

/// Objects with more repeated keys than this are given up as broken.
const MAX_REPEATED_KEYS: usize = 256;

/// Files up to this size, in bytes, are parsed whatever they hold.
const ALWAYS_PARSED: usize = 128 * 1024;
/// What a larger file may weigh; a unit is some 400 bytes, of its syntax tree and
/// of what is known of it.
const MAX_WEIGHT: usize = 2_000_000;
/// Members of one object in a larger file: hcl-edit compares each new key with
/// all before it.
const MAX_MEMBERS: usize = 20_000;

/// Whether parsing a text would take more memory or time than any file is
/// worth (1 GiB, 10 s). Only machines write such files.
pub fn is_too_dense(text: &str) -> bool {
    if text.len() <= ALWAYS_PARSED {
        return false;
    }
    let mut weight = 0;
    let mut members = Vec::new();
    let mut before = b' ';
    for byte in text.bytes() {
        match byte {
            b'{' => {
                weight += 3;
                members.push(0);
            }
            b'}' => {
                members.pop();
            }
            b'=' | b':' => {
                weight += 3;
                if let Some(count) = members.last_mut() {
                    *count += 1;
                    if *count > MAX_MEMBERS {
                        return true;
                    }
                }
            }
            b',' | b'[' | b'(' | b'.' | b'!' | b'-' | b'+' | b'*' | b'/' | b'%' | b'<' | b'>'
            | b'&' | b'|' | b'?' | b'"' => weight += 1,
            // A word.
            _ if before.is_ascii_whitespace() && !byte.is_ascii_whitespace() => weight += 1,
            _ => {}
        }
        before = byte;
    }
    weight > MAX_WEIGHT
}

/// Parses a file's text from `start` (the end of its byte order mark) on.
pub fn parse(text: &str, start: usize) -> Syntax {
    let text = &text[start..];
    match parse_body(text) {
        Ok(body) if refused(text).is_none() => Syntax {
            pieces: vec![Piece { base: start, body }],
            broken: Vec::new(),
        },
        _ => recover(text, start, false),
    }
}

/// Parses an example: like [`parse`], but block headers may be indented, since
/// a fence in a list or a quote is.
fn parse_example(text: &str, base: usize) -> Syntax {
    match parse_body(text) {
        Ok(body) if refused(text).is_none() => Syntax {
            pieces: vec![Piece { base, body }],
            broken: Vec::new(),
        },
        _ => recover(text, base, true),
    }
}

/// Byte ranges of the comments of a file, with their markers.
pub fn comments(text: &str, start: usize) -> Vec<Range<usize>> {
    in_file(items::scan(&text[start..], false).comments, start)
}

/// Byte ranges of the lines of a file's heredocs.
pub fn heredoc_lines(text: &str, start: usize) -> Vec<Range<usize>> {
    in_file(items::scan(&text[start..], false).heredocs, start)
}

fn in_file(ranges: Vec<Range<usize>>, start: usize) -> Vec<Range<usize>> {
    let ranges = ranges.into_iter();
    let ranges = ranges.map(|range| range.start + start..range.end + start);
    ranges.collect()
}

/// Parses each top-level item of a text alone.
fn recover(text: &str, base: usize, indented: bool) -> Syntax {
    let mut syntax = Syntax::default();
    for item in items::scan(text, indented).items {
        let item_text = &text[item.clone()];
        let mistake = match parse_item(item_text) {
            Ok(body) => match refused(item_text) {
                None => {
                    syntax.pieces.push(Piece {
                        base: base + item.start,
                        body,
                    });
                    continue;
                }
                Some(mistake) => mistake,
            },
            Err(error) => mistake::explain(&text[item.start..], item.len(), &error),
        };
        let broken = Broken {
            header: items::header(text, item.start),
            at: base + item.start + mistake.at,
            message: mistake.message,
            opened: mistake.opened.map(|at| base + item.start + at),
            span: base + item.start..base + item.end,
        };
        push_broken(&mut syntax, broken, text, base);
    }
    syntax
}

/// Adds a broken item. One without a header right after another (a brace or an
/// attribute that the first one lost) is the rest of that one, not a second
/// error.
fn push_broken(syntax: &mut Syntax, broken: Broken, text: &str, base: usize) {
    if broken.header.is_none()
        && let Some(last) = syntax.broken.last_mut()
        && text[last.span.end - base..broken.span.start - base]
            .trim()
            .is_empty()
    {
        last.span.end = broken.span.end;
        return;
    }
    syntax.broken.push(broken);
}

/// Parses one item. Terraform accepts an object that repeats a key (the last
/// one counts), hcl-edit does not: the repeated key is renamed to one of equal
/// length in a scratch copy until the item parses.
fn parse_item(text: &str) -> Result<Body, Error> {
    let mut error = match parse_body(text) {
        Ok(body) => return Ok(body),
        Err(error) => error,
    };
    let mut scratch = text.to_owned();
    for attempt in 0..MAX_REPEATED_KEYS {
        if !error.message().contains("redefined object key")
            || !rename_key(&mut scratch, error.location().offset(), attempt)
        {
            break;
        }
        match parse_body(&scratch) {
            Ok(body) => return Ok(body),
            Err(next) => error = next,
        }
    }
    Err(error)
}

/// Overwrites the key at `at` with another of the same length. Returns false
/// where it can't be done without changing an offset.
fn rename_key(text: &mut String, at: usize, attempt: usize) -> bool {
    let quoted = text[at..].starts_with('"');
    let start = at + usize::from(quoted);
    let len = text[start..]
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        .count();
    if len == 0 {
        return false;
    }
    let mut rest = attempt;
    let mut name = Vec::with_capacity(len);
    for _ in 0..len {
        name.push(b'a' + u8::try_from(rest % 26).unwrap_or_default());
        rest /= 26;
    }
    let name: String = name.into_iter().map(char::from).collect();
    text.replace_range(start..start + len, &name);
    true
}

/// A span of a tree, in bytes of the file; `base` is where the tree begins.
pub fn place(span: Option<Range<usize>>, base: usize) -> Range<usize> {
    let span = span.unwrap_or_default();
    base + span.start..base + span.end
}

/// Which braces are open at the end of a text, by their offsets, the outermost
/// first, and whether it ends in a string.
pub fn open_at_end(text: &str) -> (Vec<usize>, bool) {
    let mut lexer = tokens::Lexer::new(text);
    let mut open = Vec::new();
    for token in lexer.by_ref() {
        match token.kind {
            tokens::TokenKind::BracketOpen => open.push(token.range.start),
            tokens::TokenKind::BracketClose => drop(open.pop()),
            _ => {}
        }
    }
    open.retain(|at| text[*at..].starts_with('{'));
    (open, lexer.innermost() == Some(tokens::Open::Quote))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block_names(syntax: &Syntax) -> Vec<String> {
        syntax
            .pieces
            .iter()
            .flat_map(|piece| piece.body.blocks())
            .map(|block| block.labels.last().map_or("", |l| l.as_str()).to_owned())
            .collect()
    }

    #[test]
    fn one_broken_block_is_one_error_and_hides_nothing() {
        let text =
            "variable \"a\" {\n}\nvariable \"b\" {\n  default = = 1\n}\nvariable \"c\" {\n}\n";
        let syntax = parse(text, 0);
        assert_eq!(block_names(&syntax), ["a", "c"]);
        assert_eq!(syntax.broken.len(), 1);
        let broken = &syntax.broken[0];
        assert_eq!(&text[broken.at..=broken.at], "=");
        let header = broken.header.as_ref().expect("the header can be read");
        assert_eq!(
            (header.kind.as_str(), &*header.labels[0]),
            ("variable", "b")
        );
    }

    #[test]
    fn pieces_know_where_they_stand() {
        use hcl_edit::Span as _;
        let text = "\u{feff}variable \"a\" {\r\n  x = !\r\n}\r\nvariable \"b\" {\r\n}\r\n";
        let syntax = parse(text, 3);
        let piece = &syntax.pieces[0];
        let block = piece.body.blocks().next().expect("b parses");
        let span = block.span().expect("parsed blocks have one");
        assert!(text[piece.base + span.start..].starts_with("variable \"b\""));
    }

    #[test]
    fn a_repeated_object_key_is_no_error() {
        let text = "locals {\n  a = {\n    k = 1\n    k = 2\n    \"k\" = 3\n  }\n  b = 1 }\n";
        let ok = parse("locals {\n  a = {\n    k = 1\n    k = 2\n  }\n}\n", 0);
        assert!(ok.broken.is_empty());
        // The one-line end is what is wrong here, and is still said.
        assert_eq!(parse(text, 0).broken.len(), 1);
    }

    #[test]
    fn the_rest_of_a_broken_block_is_no_second_error() {
        let text = "\u{feff}variable \"a\"\n{\n  default = 1\n}\n}\nlocals {\n}\n";
        assert_eq!(parse(&text[3..], 0).broken.len(), 1);
        assert_eq!(parse(text, 3).broken.len(), 1);
        let text = "variable \"a\"\n{\n}\nlocals {\n}\n}\n";
        assert_eq!(parse(text, 0).broken.len(), 2);
    }

    #[test]
    fn only_what_machines_write_is_too_dense() {
        let object = |count: usize| format!("x = {{\n{}}}\n", "  k = {}\n".repeat(count));
        assert!(!is_too_dense(&object(MAX_MEMBERS)));
        assert!(is_too_dense(&object(MAX_MEMBERS + 1)));
        assert!(!is_too_dense(&object(MAX_MEMBERS / 2).repeat(3)));
        for (part, weight) in [("a ", 1), (",aa", 1), ("{}aaa", 3)] {
            let most = part.repeat(MAX_WEIGHT / weight);
            assert!(!is_too_dense(&most), "{part}");
            assert!(is_too_dense(&(most + part)), "{part}");
        }
    }
}
