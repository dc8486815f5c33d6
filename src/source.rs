//! The text of a linted file, and where its lines are.
//!
//! Every offset in the program is a byte offset into the file as it lies on
//! disk (byte order mark and carriage returns included), so that an edit can
//! be applied to the file without any translation.

use std::collections::HashMap;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The largest file that is read, in bytes (10 MiB). Larger ones are refused,
/// so that one file can't take all the memory.
pub const MAX_FILE_SIZE: u64 = 10 * 1024 * 1024;

const BOM: &str = "\u{feff}";

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

/// Texts that stand in for files: what fixes make of them, before it is written.
#[derive(Debug, Clone, Default)]
pub struct Overlay {
    /// By the files' real paths.
    texts: HashMap<PathBuf, String>,
}

impl Overlay {
    /// The text that stands in for a file.
    pub fn get(&self, path: &Path) -> Option<&str> {
        if self.texts.is_empty() {
            return None;
        }
        let real = std::fs::canonicalize(path).ok()?;
        self.texts.get(&real).map(String::as_str)
    }

    /// Puts a text in place of a file, by its real path.
    pub fn set(&mut self, real: PathBuf, text: String) {
        self.texts.insert(real, text);
    }
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

    /// Reads a regular file, or the text that stands in for it.
    ///
    /// # Errors
    ///
    /// What the operating system says, and an error of our own for anything
    /// that is not a regular file (a FIFO would block forever) or is larger
    /// than [`MAX_FILE_SIZE`].
    pub fn read(path: &Path, name: String, overlay: &Overlay) -> io::Result<Self> {
        if let Some(text) = overlay.get(path) {
            return Ok(Self::from_bytes(
                name,
                path.to_owned(),
                text.to_owned().into_bytes(),
            ));
        }
        let metadata = std::fs::metadata(path)?;
        if !metadata.is_file() {
            return Err(io::Error::other("not a regular file"));
        }
        if metadata.len() > MAX_FILE_SIZE {
            return Err(io::Error::other(format!(
                "{} bytes are too many: at most {MAX_FILE_SIZE} are read",
                metadata.len()
            )));
        }
        Ok(Self::from_bytes(
            name,
            path.to_owned(),
            std::fs::read(path)?,
        ))
    }

    fn from_bytes(name: String, path: PathBuf, bytes: Vec<u8>) -> Self {
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
        if self.text.starts_with(BOM) {
            BOM.len()
        } else {
            0
        }
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
        let offset = self.floor_char_boundary(offset);
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

    fn floor_char_boundary(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
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

/// How a path is shown: relative to the working directory where it lies below
/// it, with `/`, without a leading `./`, and as valid UTF-8.
pub fn display_name(path: &Path, working_directory: &Path) -> String {
    let path = path.strip_prefix(working_directory).unwrap_or(path);
    let clean: PathBuf = path
        .components()
        .filter(|part| !matches!(part, std::path::Component::CurDir))
        .collect();
    if clean.as_os_str().is_empty() {
        return ".".to_owned();
    }
    let name = clean.to_string_lossy();
    if cfg!(windows) {
        name.replace('\\', "/")
    } else {
        name.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn names_are_relative_and_clean() {
        let here = Path::new("/work");
        assert_eq!(
            display_name(Path::new("/work/a/main.tf"), here),
            "a/main.tf"
        );
        assert_eq!(display_name(Path::new("./a/./main.tf"), here), "a/main.tf");
        assert_eq!(display_name(Path::new("."), here), ".");
        assert_eq!(display_name(Path::new("/work"), here), ".");
        assert_eq!(display_name(Path::new("../b"), here), "../b");
    }
}
