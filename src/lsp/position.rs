//! Places in a text as the protocol counts them: lines and columns from 0, columns
//! in the units that were negotiated.

use std::ops::Range;

use lsp_types::{Position, PositionEncodingKind};

/// The units of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// The lines of a text. They end in `\n`, `\r\n` or `\r`.
pub(super) struct Lines<'t> {
    text: &'t str,
    encoding: Encoding,
    /// Where each line begins, in bytes.
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of a text whose first one begins at an offset: after the byte
    /// order mark of a file that no editor has opened.
    pub(super) fn new(text: &'t str, start: usize, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        let starts = std::iter::once(start).chain(ends.map(|at| at + 1));
        Self {
            text,
            encoding,
            starts: starts.collect(),
        }
    }

    /// The position of a byte offset.
    pub(super) fn position(&self, offset: usize) -> Position {
        let after = self.starts.partition_point(|start| *start <= offset);
        let line = after.saturating_sub(1);
        let content = self.content(line);
        let end = offset.clamp(content.start, content.end);
        let before = self.text[content.start..].char_indices();
        let before = before.take_while(|(at, _)| content.start + at < end);
        let column: usize = before.map(|(_, c)| self.encoding.width(c)).sum();
        Position {
            line: line.try_into().unwrap_or(u32::MAX),
            character: column.try_into().unwrap_or(u32::MAX),
        }
    }

    /// The range of some bytes.
    pub(super) fn range(&self, bytes: Range<usize>) -> lsp_types::Range {
        lsp_types::Range {
            start: self.position(bytes.start),
            end: self.position(bytes.end),
        }
    }

    /// The byte offset of a position: the end of the line where that is shorter,
    /// the end of the text where it has fewer lines.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        if line >= self.starts.len() {
            return self.text.len();
        }
        let content = self.content(line);
        let mut left = position.character as usize;
        for (at, c) in self.text[content.clone()].char_indices() {
            let width = self.encoding.width(c);
            // The middle of a character is before it.
            if left < width {
                return content.start + at;
            }
            left -= width;
        }
        content.end
    }

    /// The bytes of a range; its ends may be given in the wrong order.
    pub(super) fn bytes(&self, range: lsp_types::Range) -> Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }

    /// A line without its end.
    fn content(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = match self.starts.get(line + 1) {
            Some(next) => {
                let line = &self.text[start..*next];
                start + line.trim_end_matches(['\n', '\r']).len()
            }
            None => self.text.len(),
        };
        start..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "aß😀b\r\nc\rd\n\n";

    #[test]
    fn columns_are_counted_in_units() {
        for (encoding, columns) in [
            (Encoding::Utf16, [0, 1, 2, 4, 5]),
            (Encoding::Utf8, [0, 1, 3, 7, 8]),
        ] {
            let lines = Lines::new(TEXT, 0, encoding);
            for (offset, column) in [0, 1, 3, 7, 8].into_iter().zip(columns) {
                let position = lines.position(offset);
                assert_eq!((position.line, position.character), (0, column));
                assert_eq!(lines.offset(position), offset);
            }
        }
    }

    #[test]
    fn lines_end_in_three_ways_and_positions_never_lie_beyond() {
        let lines = Lines::new(TEXT, 0, Encoding::Utf16);
        let position = |line, character| Position { line, character };
        for (offset, at) in [
            (9, (0, 5)),
            (10, (1, 0)),
            (12, (2, 0)),
            (14, (3, 0)),
            (15, (4, 0)),
        ] {
            let found = lines.position(offset);
            assert_eq!((found.line, found.character), at, "{offset}");
        }
        assert_eq!(lines.offset(position(0, 99)), 8);
        assert_eq!(lines.offset(position(0, 3)), 3, "within a character");
        assert_eq!(lines.offset(position(9, 9)), TEXT.len());
    }

    #[test]
    fn a_byte_order_mark_of_a_closed_file_is_no_column() {
        let lines = Lines::new("\u{feff}ab", 3, Encoding::Utf16);
        assert_eq!(lines.position(4).character, 1);
        assert_eq!(lines.position(0).character, 0);
        assert_eq!(lines.offset(Position::new(0, 0)), 3);
    }
}
