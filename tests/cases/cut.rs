//! Cuts the text of a file where its blocks and the attributes of its `locals`
//! begin, so that the pieces can stand in any order.

use hcl_edit::Span as _;
use hcl_edit::parser::parse_body;
use hcl_edit::structure::Structure;

const BOM: &str = "\u{feff}";

/// A text in pieces; put together they are the text.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    /// What stays at the beginning.
    pub(crate) head: String,
    /// A block or an attribute each, with the comments above it.
    pub(crate) pieces: Vec<String>,
    /// What stays at the end.
    pub(crate) tail: String,
}

impl Cut {
    /// The text of a file at its top-level blocks; `None` if it does not parse.
    pub(crate) fn file(text: &str) -> Option<Self> {
        let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let body = parse_body(&text[start..]).ok()?;
        let ends = body.iter().map(|item| start + end(item));
        Some(Self::at(text, start, ends.collect()))
    }

    /// The text of a file at the attributes of its `locals` blocks: each block
    /// is cut by itself, what stands between them is in heads and tails.
    pub(crate) fn locals(text: &str) -> Option<Vec<Self>> {
        let base = if text.starts_with(BOM) { BOM.len() } else { 0 };
        let body = parse_body(&text[base..]).ok()?;
        let mut cuts = Vec::new();
        let mut at = 0;
        for block in body.get_blocks("locals") {
            let attributes = block.body.attributes();
            let ends: Vec<usize> = attributes
                .filter_map(|attribute| Some(base + attribute.span()?.end))
                .collect();
            let span = block.span()?;
            let open = base + span.start + text[base + span.start..].find('{')?;
            let first = line_end(text, open);
            // One that is written in one line has one attribute.
            let Some(last) = ends.last().filter(|_| ends[0] > first) else {
                continue;
            };
            let end = line_end(text, *last);
            let mut cut = Self::at(&text[..end], first, ends);
            cut.head.drain(..at);
            at = end;
            cuts.push(cut);
        }
        cuts.push(Self {
            head: text[at..].to_owned(),
            pieces: Vec::new(),
            tail: String::new(),
        });
        Some(cuts)
    }

    /// Cuts at the ends of the lines in which something ends.
    fn at(text: &str, start: usize, ends: Vec<usize>) -> Self {
        let mut at = start;
        let mut pieces = Vec::new();
        for end in ends {
            let end = line_end(text, end);
            pieces.push(text[at..end].to_owned());
            at = end;
        }
        Self {
            head: text[..start].to_owned(),
            pieces,
            tail: text[at..].to_owned(),
        }
    }

    /// The pieces put together, each with a line end of its own.
    pub(crate) fn text(&self) -> String {
        let mut text = self.head.clone();
        for piece in &self.pieces {
            text.push_str(piece);
            if !piece.ends_with('\n') {
                text.push('\n');
            }
        }
        text.push_str(&self.tail);
        text
    }
}

fn end(item: &Structure) -> usize {
    item.span().map_or(0, |span| span.end)
}

/// The end of the line that a place is in, and that of a comment which begins
/// there.
fn line_end(text: &str, at: usize) -> usize {
    let line = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
    match text[at..line].find("/*").map(|open| at + open) {
        Some(open) => match text[open..].find("*/") {
            Some(close) if open + close > line => line_end(text, open + close),
            _ => line,
        },
        None => line,
    }
}
