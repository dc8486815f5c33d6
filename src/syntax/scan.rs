//! A scanner that knows just enough of HCL (comments, strings, heredocs,
//! brackets) to cut a file into its top-level items where the file does not
//! parse as a whole, and to find comments.
//!
//! hcl-edit stops at the first error. Cut into items, each can be parsed
//! alone, and one broken block hides nothing of the others.

use std::collections::HashMap;
use std::ops::Range;

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

fn identifier_len(text: &str) -> usize {
    text.bytes()
        .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
        .unwrap_or(text.len())
}

/// Cuts a text into top-level items and comments. `indented` says that block
/// headers may be indented (examples in Markdown lists and quotes); elsewhere
/// only one in column 1 ends what was left open before it.
pub(super) fn scan(text: &str, indented: bool) -> Scan {
    Scanner {
        text,
        bytes: text.as_bytes(),
        at: 0,
        stack: Vec::new(),
        item_start: None,
        lines: Lines::new(text, indented),
        found: Scan::default(),
    }
    .run()
}

/// What is open around the scanner's position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// `{`, `[` or `(`, by the byte that closes it.
    Bracket(u8),
    /// A quoted string.
    Quote,
    /// `${` or `%{` in a string.
    Interpolation,
}

struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    stack: Vec<Open>,
    item_start: Option<usize>,
    lines: Lines<'a>,
    found: Scan,
}

impl Scanner<'_> {
    fn run(mut self) -> Scan {
        while self.at < self.bytes.len() {
            if self.stack.last() == Some(&Open::Quote) {
                self.step_in_string();
            } else {
                self.step_in_code();
            }
        }
        self.end_item();
        self.found
    }

    fn step_in_code(&mut self) {
        let rest = &self.bytes[self.at..];
        match rest[0] {
            b'\n' => self.step_over_line_end(),
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'#' => self.step_over_line_comment(),
            b'/' if rest.starts_with(b"//") => self.step_over_line_comment(),
            b'/' if rest.starts_with(b"/*") => self.step_over_block_comment(),
            byte => {
                self.item_start.get_or_insert(self.at);
                match byte {
                    b'"' => self.stack.push(Open::Quote),
                    b'{' => self.stack.push(Open::Bracket(b'}')),
                    b'[' => self.stack.push(Open::Bracket(b']')),
                    b'(' => self.stack.push(Open::Bracket(b')')),
                    b'}' | b']' | b')' => self.close(byte),
                    b'<' if rest.starts_with(b"<<") => return self.step_over_heredoc(),
                    _ => {}
                }
                self.at += 1;
            }
        }
    }

    fn step_in_string(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += match rest[0] {
            b'\n' => {
                // A quoted string ends with its line: one left open takes
                // nothing else along.
                self.stack.pop();
                return;
            }
            b'"' => {
                self.stack.pop();
                1
            }
            // Never over a line end: that one is left for the arm above.
            b'\\' if rest.get(1).is_some_and(|byte| *byte != b'\n') => 2,
            b'$' | b'%' if rest.len() > 2 && rest[1] == rest[0] && rest[2] == b'{' => 3,
            b'$' | b'%' if rest.get(1) == Some(&b'{') => {
                self.stack.push(Open::Interpolation);
                2
            }
            _ => 1,
        };
    }

    fn step_over_line_end(&mut self) {
        self.at += 1;
        if self.stack.is_empty() || self.lines.is_header(self.at) {
            self.stack.clear();
            self.end_item();
        }
    }

    fn step_over_line_comment(&mut self) {
        let end = memchr::memchr(b'\n', &self.bytes[self.at..])
            .map_or(self.bytes.len(), |length| self.at + length);
        let comment = self.text[self.at..end].trim_end_matches('\r').len();
        self.found.comments.push(self.at..self.at + comment);
        self.at = end;
    }

    fn step_over_block_comment(&mut self) {
        let end = memchr::memmem::find(&self.bytes[self.at + 2..], b"*/").map_or_else(
            || self.lines.next_header(self.at, self.bytes.len()),
            |length| self.at + 2 + length + 2,
        );
        self.found.comments.push(self.at..end);
        self.at = end;
    }

    fn step_over_heredoc(&mut self) {
        let mut name_start = self.at + 2;
        if self.bytes.get(name_start) == Some(&b'-') {
            name_start += 1;
        }
        let name_len = identifier_len(&self.text[name_start..]);
        let body_start = name_start + name_len;
        let opens_a_heredoc = name_len > 0
            && matches!(
                self.text[body_start..].trim_start_matches('\r').as_bytes(),
                [b'\n', ..]
            );
        self.at = if opens_a_heredoc {
            let name = &self.text[name_start..body_start];
            self.lines.heredoc_end(name, body_start, self.bytes.len())
        } else {
            self.at + 2
        };
    }

    /// Closes the nearest bracket of that kind; a closing one without an
    /// opening one is left to the parser.
    fn close(&mut self, byte: u8) {
        let matching = self.stack.iter().rposition(|open| match open {
            Open::Bracket(close) => *close == byte,
            Open::Interpolation => byte == b'}',
            Open::Quote => false,
        });
        if let Some(index) = matching {
            self.stack.truncate(index);
        }
    }

    fn end_item(&mut self) {
        if let Some(start) = self.item_start.take() {
            let end = start
                + self.text[start..self.at.min(self.text.len())]
                    .trim_end()
                    .len();
            self.found.items.push(start..end);
        }
    }
}

/// What the lines of a text begin with, found in one pass.
struct Lines<'a> {
    text: &'a str,
    /// Offsets of the lines (after blanks, where those are allowed) that are
    /// block headers.
    headers: Vec<usize>,
    /// Lines that consist of one identifier, which may close a heredoc: the
    /// offsets of their ends, by the identifier.
    words: HashMap<&'a str, Vec<usize>>,
    indented: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str, indented: bool) -> Self {
        let mut lines = Self {
            text,
            headers: Vec::new(),
            words: HashMap::new(),
            indented,
        };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim_start_matches([' ', '\t']);
            let blanks = line.len() - trimmed.len();
            let at = start + blanks;
            if (indented || blanks == 0) && header(text, at).is_some() {
                lines.headers.push(start);
            }
            let word_len = identifier_len(trimmed);
            if word_len > 0 && trimmed[word_len..].trim().is_empty() {
                lines
                    .words
                    .entry(&trimmed[..word_len])
                    .or_default()
                    .push(at + word_len);
            }
            start += line.len();
        }
        lines
    }

    fn is_header(&self, line_start: usize) -> bool {
        self.headers.binary_search(&line_start).is_ok()
    }

    /// The line end before the first header after an offset, or the end.
    fn next_header(&self, after: usize, end: usize) -> usize {
        let index = self.headers.partition_point(|start| *start <= after);
        self.headers.get(index).map_or(end, |start| start - 1)
    }

    /// Where a heredoc ends: after its terminator; or, where it was left open,
    /// at the next block header. It was left open when there is no terminator,
    /// or when the nearest one belongs to a heredoc opened further down, in a
    /// later block.
    fn heredoc_end(&self, name: &str, body_start: usize, text_end: usize) -> usize {
        let header = self.next_header(body_start, text_end);
        let Some(ends) = self.words.get(name) else {
            return header;
        };
        let index = ends.partition_point(|end| *end <= body_start + name.len());
        let Some(&end) = ends.get(index) else {
            return header;
        };
        let swallowed = header < end && {
            let between = &self.text[header..end];
            between.contains(&format!("<<{name}")) || between.contains(&format!("<<-{name}"))
        };
        if swallowed && !self.indented {
            header
        } else {
            end
        }
    }
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
