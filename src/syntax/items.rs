//! Cuts a file into its top-level items where it does not parse as a whole, and
//! finds comments.
//!
//! hcl-edit stops at the first error. Cut into items, each can be parsed
//! alone, and one broken block hides nothing of the others.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::{Lexer, Open, TokenKind, identifier_len};

/// The top-level blocks of Terraform's language, with their number of labels
/// (Terraform 1.11, `internal/configs/parser_config.go`, `configFileSchema`).
const BLOCKS: &[(&str, usize)] = &[
    ("check", 1),
    ("data", 2),
    ("ephemeral", 2),
    ("import", 0),
    ("locals", 0),
    ("module", 1),
    ("moved", 0),
    ("output", 1),
    ("provider", 1),
    ("removed", 0),
    ("resource", 2),
    ("terraform", 0),
    ("variable", 1),
];

/// The first line of a top-level block: `resource "coder_env" "key" {`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// `resource`, `variable`, …
    pub kind: String,
    /// The labels, without quotes.
    pub labels: Vec<String>,
}

/// What a scan of a file found; ranges are bytes of the scanned text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Top-level items in order: blocks, attributes, or what is left of them.
    pub items: Vec<Range<usize>>,
    /// Comments in order, with their markers, without the line end.
    pub comments: Vec<Range<usize>>,
    /// Lines of heredocs in order, without the line end.
    pub heredocs: Vec<Range<usize>>,
}

/// Reads a block header at `at`, which must be the first byte of its keyword.
pub(super) fn header(text: &str, at: usize) -> Option<Header> {
    let line = text[at..].lines().next()?;
    let kind_len = identifier_len(line);
    let (kind, mut rest) = line.split_at(kind_len);
    let &(_, label_count) = BLOCKS.iter().find(|(name, _)| *name == kind)?;
    let mut labels = Vec::with_capacity(label_count);
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if rest.starts_with('{') {
            return (labels.len() == label_count).then(|| Header {
                kind: kind.to_owned(),
                labels,
            });
        }
        let label;
        if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"')?;
            label = &quoted[..end];
            rest = &quoted[end + 1..];
        } else {
            let end = identifier_len(rest);
            if end == 0 {
                return None;
            }
            (label, rest) = rest.split_at(end);
        }
        labels.push(label.to_owned());
    }
}

/// Cuts a text into top-level items and comments. `indented` says that block
/// headers may be indented (examples in Markdown lists and quotes); elsewhere
/// only one in column 1 ends what was left open before it.
pub(super) fn scan(text: &str, indented: bool) -> Scan {
    let mut lexer = Lexer::new(text);
    let mut recovery = Recovery {
        text,
        indented,
        ends: None,
        heredoc_end: 0,
    };
    let mut item_start = None;
    let mut found = Scan::default();
    while let Some(token) = lexer.next() {
        match token.kind {
            TokenKind::LineComment | TokenKind::CommentOpen => found.comments.push(token.range),
            TokenKind::CommentText | TokenKind::CommentClose => {
                if let Some(comment) = found.comments.last_mut() {
                    comment.end = token.range.end;
                }
            }
            TokenKind::HeredocText => found.heredocs.push(token.range),
            TokenKind::LineEnd => {
                // A string left open takes nothing else along.
                lexer.forget_string();
                let line_start = token.range.end;
                if lexer.innermost().is_none() || recovery.begins_anew(&lexer, line_start) {
                    let start = item_start.take().or(found.open_comment(&lexer));
                    lexer.forget();
                    found.end_item(text, start, line_start);
                }
            }
            _ => {
                item_start.get_or_insert(token.range.start);
            }
        }
    }
    let start = item_start.or(found.open_comment(&lexer));
    found.end_item(text, start, text.len());
    found
}

impl Scan {
    /// Where a comment begins that is never closed: it is no item, but a mistake.
    fn open_comment(&self, lexer: &Lexer<'_>) -> Option<usize> {
        let is_open = lexer.innermost() == Some(Open::Comment);
        let comment = self.comments.last().filter(|_| is_open);
        comment.map(|comment| comment.start)
    }

    fn end_item(&mut self, text: &str, start: Option<usize>, end: usize) {
        if let Some(start) = start {
            let len = text[start..end].trim_end().len();
            self.items.push(start..start + len);
        }
    }
}

/// Finds where what was left open ends.
struct Recovery<'a> {
    text: &'a str,
    indented: bool,
    /// Found when first asked for: few files need them.
    ends: Option<Ends<'a>>,
    /// Where the line begins that ends the open heredoc (or one before it), in
    /// bytes: headers up to there are text.
    heredoc_end: usize,
}

impl<'a> Recovery<'a> {
    /// Whether a line is a block header that ends all that is open.
    fn begins_anew(&mut self, lexer: &Lexer<'a>, line_start: usize) -> bool {
        if line_start < self.heredoc_end || !self.is_header(line_start) {
            return false;
        }
        let marker = lexer.marker();
        if marker.is_none() && lexer.innermost() != Some(Open::Comment) {
            return true;
        }
        let ends = self.ends.get_or_insert_with(|| Ends::new(self.text));
        let Some(marker) = marker else {
            return ends.last_comment.is_none_or(|end| end < line_start);
        };
        let end = ends.of_heredoc(marker, line_start, self.indented);
        self.heredoc_end = end.unwrap_or(0);
        end.is_none()
    }

    fn is_header(&self, line_start: usize) -> bool {
        let line = &self.text.as_bytes()[line_start..];
        let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
        let blanks = blanks.count();
        (self.indented || blanks == 0) && header(self.text, line_start + blanks).is_some()
    }
}

/// Where comments and heredocs may end and heredocs begin, found in one pass.
struct Ends<'a> {
    /// The last `*/`.
    last_comment: Option<usize>,
    /// Lines that may end a heredoc, by its marker.
    closing: HashMap<&'a str, Vec<usize>>,
    /// Where a heredoc begins or was meant to, by its marker.
    opening: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Ends<'a> {
    fn new(text: &'a str) -> Self {
        let mut ends = Self {
            last_comment: text.rfind("*/"),
            closing: HashMap::new(),
            opening: HashMap::new(),
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let word = line.trim();
            if !word.is_empty() && identifier_len(word) == word.len() {
                ends.closing.entry(word).or_default().push(start);
            }
            start += line.len();
        }
        for (at, _) in text.match_indices("<<") {
            let after = &text[at + 2..];
            let after = after.strip_prefix('-').unwrap_or(after);
            let marker = &after[..identifier_len(after)];
            ends.opening.entry(marker).or_default().push(at);
        }
        ends
    }

    /// The line that ends a heredoc that is open at a block header. It was left
    /// open before the header if there is no such line, or if the nearest one
    /// belongs to a heredoc opened further down, in a later block.
    fn of_heredoc(&self, marker: &str, header: usize, indented: bool) -> Option<usize> {
        let end = first_from(&self.closing, marker, header)?;
        let later = first_from(&self.opening, marker, header);
        (indented || later.is_none_or(|later| later > end)).then_some(end)
    }
}

fn first_from(places: &HashMap<&str, Vec<usize>>, marker: &str, from: usize) -> Option<usize> {
    let places = places.get(marker)?;
    let index = places.partition_point(|place| *place < from);
    places.get(index).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        scan(text, false)
            .items
            .into_iter()
            .map(|range| &text[range])
            .collect()
    }

    #[test]
    fn cuts_at_top_level_only() {
        assert_eq!(
            items("a = [\n1,\n]\n# c\nlocals {\n  b = \"${\"x\"}}\"\n}\n"),
            ["a = [\n1,\n]", "locals {\n  b = \"${\"x\"}}\"\n}"]
        );
    }

    #[test]
    fn what_is_left_open_ends_at_the_next_header() {
        for open in [
            "locals {",
            "locals {\n  a = [",
            "locals {\n  a = \"",
            "locals {\n  a = \"${",
            "locals {\n  a = <<EOT\ntext",
            "/* comment",
            "/* a */\nlocals {\n  /* comment",
        ] {
            let text = format!("{open}\nvariable \"b\" {{\n}}\n");
            assert_eq!(items(&text).last(), Some(&"variable \"b\" {\n}"), "{open}");
        }
    }

    #[test]
    fn a_heredoc_may_hold_headers_brackets_and_markers() {
        let text =
            "locals {\n  a = <<-EOT\nvariable \"x\" {\n<<OTHER }}} \"\n  EOT \n}\nlocals {}\n";
        assert_eq!(items(text).len(), 2);
    }

    #[test]
    fn a_heredoc_left_open_does_not_take_a_later_ones_terminator() {
        let text = "locals {\n  a = <<EOT\n}\nvariable \"b\" {\n  default = <<EOT\nx\nEOT\n}\n";
        assert_eq!(
            items(text).last(),
            Some(&"variable \"b\" {\n  default = <<EOT\nx\nEOT\n}")
        );
    }

    #[test]
    fn a_heredoc_that_ends_may_be_followed_by_another() {
        let heredoc = "locals {\n  a = <<EOT\nvariable \"x\" {\nEOT\n}\n";
        assert_eq!(items(&heredoc.repeat(2)).len(), 2);
    }

    #[test]
    fn a_comment_may_hold_headers() {
        let text = "/* a\nlocals {\n */\nlocals {\n  /*\nvariable \"x\" {\n*/\n}\n";
        assert_eq!(items(text).len(), 1);
    }

    #[test]
    fn a_later_heredoc_with_a_longer_marker_is_another() {
        let text = "locals {\n  a = <<EOT\nvariable \"x\" {\n<<EOT_2\nEOT\n}\nlocals {}\n";
        assert_eq!(items(text).len(), 2);
    }

    /// Would not, for long, if time grew with the square of the size.
    #[test]
    fn hostile_texts_end() {
        use std::fmt::Write as _;
        let mut heredocs = String::new();
        for index in 0..20_000 {
            let _ = writeln!(heredocs, "a = <<E{index}\nlocals {{");
        }
        for index in 0..20_000 {
            let _ = writeln!(heredocs, "E{index}");
        }
        for text in [
            "{\n".repeat(200_000) + &"]".repeat(200_000),
            "a = \"${".repeat(100_000) + &")\n".repeat(200_000),
            "/*\nlocals {\n".repeat(100_000),
            "/**/".repeat(200_000),
            "/*".to_owned() + &"*".repeat(200_000),
            "a = <<E\n".to_owned() + &"locals {\n".repeat(100_000) + "E\n",
            "<".repeat(200_000),
            heredocs,
        ] {
            scan(&text, false);
            scan(&text, true);
        }
    }

    #[test]
    fn comments_are_found_where_they_are_comments() {
        let text = "# a\r\nx = \"# no\" // b\ny = <<E\n# no\nE\n/* c\n*/\n";
        let found = scan(text, false).comments;
        let found: Vec<&str> = found.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["# a", "// b", "/* c\n*/"]);
    }

    #[test]
    fn headers_need_their_labels() {
        assert_eq!(header("resource usage {", 0), None);
        assert_eq!(header("variables {", 0), None);
        let found = header("variable name{", 0).expect("labels need no quotes");
        assert_eq!(found.labels, ["name"]);
    }
}
