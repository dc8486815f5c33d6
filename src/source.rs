//! The text of a linted file, and places in it.
//!
//! Every offset in the program is a byte offset into the file as it lies on
//! disk (byte order mark and carriage returns included), so that an edit can
//! be applied to the file without any translation.

use std::ops::{Index, Range};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

const BOM: &str = "\u{feff}";

/// One of the files of a module: its number in the module's [`Sources`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

impl FileId {
    /// The file at a place in the list of all.
    pub fn new(index: usize) -> Self {
        Self(index)
    }
}

/// A place in a file of a module.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The place of some bytes of a file.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self {
            file,
            start: range.start,
            end: range.end,
        }
    }

    /// The bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether another place lies within this one.
    pub fn covers(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Whether two places share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.file == other.file && self.start < other.end && other.start < self.end
    }
}

/// The files that the places of one module point into.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<Source>>,
}

impl Sources {
    /// Adds a file.
    pub fn push(&mut self, source: impl Into<Arc<Source>>) -> FileId {
        self.files.push(source.into());
        FileId(self.files.len() - 1)
    }

    /// Puts another file in place of one.
    pub fn replace(&mut self, file: FileId, source: impl Into<Arc<Source>>) {
        self.files[file.0] = source.into();
    }

    /// The files with their numbers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let files = self.files.iter().enumerate();
        files.map(|(index, source)| (FileId(index), &**source))
    }

    /// A file by its name as shown to people.
    pub fn find(&self, name: &str) -> Option<FileId> {
        let mut files = self.iter();
        files
            .find(|(_, source)| source.name == name)
            .map(|(file, _)| file)
    }

    /// The text at a place.
    pub fn text(&self, at: Span) -> &str {
        &self[at.file].text[at.range()]
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

impl Index<FileId> for Sources {
    type Output = Source;

    fn index(&self, file: FileId) -> &Source {
        &self.files[file.0]
    }
}

/// A file that was read: its name as shown to people, and its text.
#[derive(Debug)]
pub struct Source {
    /// Relative to the working directory, with `/` between the parts.
    pub name: String,
    /// Where it was read; empty for a text that was never a file.
    pub path: PathBuf,
    /// The file's bytes; each byte that is no UTF-8 is replaced by `?`, so
    /// that offsets stay those of the file on disk.
    pub text: String,
    /// Offset of the first byte that is no UTF-8.
    pub invalid_utf8: Option<usize>,
    line_starts: OnceLock<Vec<usize>>,
}

/// A place in a file as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// 1-based.
    pub line: usize,
    /// 1-based, in Unicode scalar values; a byte order mark is not counted.
    pub column: usize,
}

impl Source {
    /// A source from text that is already there (an editor's buffer, a test).
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::from_bytes(name.into(), PathBuf::new(), text.into().into_bytes())
    }

    /// A source from the bytes of a file.
    pub fn from_bytes(name: String, path: PathBuf, bytes: Vec<u8>) -> Self {
        let (text, invalid_utf8) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let first = error.utf8_error().valid_up_to();
                (replace_invalid(error.as_bytes()), Some(first))
            }
        };
        Self {
            name,
            path,
            text,
            invalid_utf8,
            line_starts: OnceLock::new(),
        }
    }

    /// Where the text proper begins: after the byte order mark, if there is one.
    pub fn start(&self) -> usize {
        start_of(&self.text)
    }

    /// Byte offsets at which the lines begin.
    pub fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            std::iter::once(0)
                .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at + 1))
                .collect()
        })
    }

    /// 0-based index of the line that holds a byte offset.
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|start| *start <= offset) - 1
    }

    /// The bytes of a line (0-based), its line end included.
    pub fn line_range(&self, index: usize) -> Range<usize> {
        let starts = self.line_starts();
        let end = starts.get(index + 1).copied().unwrap_or(self.text.len());
        starts[index]..end
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let offset = floor_char_boundary(&self.text, offset);
        let (line, start) = self.line_of(offset);
        Position {
            line,
            column: self.text[start..offset].chars().count() + 1,
        }
    }

    /// The line of a byte offset, 1-based, and where its text starts: after a
    /// byte order mark.
    pub fn line_of(&self, offset: usize) -> (usize, usize) {
        let index = self.line_index(offset);
        let start = match index {
            0 => self.start().min(offset),
            _ => self.line_starts()[index],
        };
        (index + 1, start)
    }

    /// The character at a byte offset, in bytes; nothing at the end.
    pub fn char_at(&self, offset: usize) -> Range<usize> {
        let start = floor_char_boundary(&self.text, offset);
        let length = self.text[start..].chars().next().map_or(0, char::len_utf8);
        start..start + length
    }
}

/// Where the line begins that holds an offset, in bytes.
pub fn line_start_at(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |found| found + 1)
}

/// Where the line ends that holds an offset, without its line break, in bytes.
pub fn line_end_at(text: &str, at: usize) -> usize {
    text[at..]
        .find(['\r', '\n'])
        .map_or(text.len(), |found| at + found)
}

/// The beginning of the character that holds an offset, in bytes; at most the
/// end of the text.
pub fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The bytes of a file after its byte order mark, if there is one.
pub fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BOM.as_bytes()).unwrap_or(bytes)
}

/// Where a text proper begins, in bytes: after a byte order mark.
pub fn start_of(text: &str) -> usize {
    if text.starts_with(BOM) { BOM.len() } else { 0 }
}

/// Replaces each byte that is no UTF-8 by `?`, and nothing else.
fn replace_invalid(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_begins_before_what_is_inside_it() {
        let begins = |offset| floor_char_boundary("a☃b", offset);
        assert_eq!([0, 1, 2, 3, 4, 9].map(begins), [0, 1, 1, 1, 4, 5]);
    }

    #[test]
    fn columns_count_characters_and_skip_the_byte_order_mark() {
        let source = Source::new("a.tf", "\u{feff}é = 1\r\nb = 2\n");
        assert_eq!(source.start(), 3);
        assert_eq!(source.position(3), Position { line: 1, column: 1 });
        assert_eq!(source.position(5), Position { line: 1, column: 2 });
        let second_line = source.text.find('b').expect("is there");
        assert_eq!(
            source.position(second_line),
            Position { line: 2, column: 1 }
        );
        assert_eq!(
            source.position(source.text.len()),
            Position { line: 3, column: 1 }
        );
    }

    #[test]
    fn bytes_that_are_no_utf8_keep_their_place() {
        let source = Source::from_bytes("a.tf".into(), PathBuf::new(), b"a\xff\xe2\x82b".to_vec());
        assert_eq!(source.text, "a???b");
        assert_eq!(source.invalid_utf8, Some(1));
    }
}
