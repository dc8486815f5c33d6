//! The door to the disk: how files are read, what stands in for them, and how
//! their paths are written.

use std::collections::HashMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::source::Source;

/// The largest file that is read, in bytes (10 MiB). Larger ones are refused,
/// so that one file can't take all the memory.
pub const MAX_FILE_SIZE: u64 = 10 * 1024 * 1024;

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

/// Reads a regular file, or the text that stands in for it; `name` is its path
/// as shown to people.
///
/// # Errors
///
/// What the operating system says, and an error of our own for anything that is
/// not a regular file (a FIFO would block forever) or is larger than
/// [`MAX_FILE_SIZE`].
pub fn read(path: &Path, name: String, overlay: &Overlay) -> io::Result<Source> {
    let bytes = match overlay.get(path) {
        Some(text) => text.to_owned().into_bytes(),
        None => read_regular(path)?,
    };
    Ok(Source::from_bytes(name, path.to_owned(), bytes))
}

fn read_regular(path: &Path) -> io::Result<Vec<u8>> {
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
    std::fs::read(path)
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

/// A path without `.` and, as far as the text tells, without `..`.
pub fn normalized(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if clean
                    .components()
                    .next_back()
                    .is_some_and(|last| matches!(last, Component::Normal(_))) =>
            {
                clean.pop();
            }
            part => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

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
