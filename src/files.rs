//! The door to the disk: what files hold, which files a folder has, and what an
//! editor's buffer or a fix has put in place of a file.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use crate::source::Source;

/// The largest file that is read, in bytes (10 MiB). Larger ones are refused,
/// so that one file can't take all the memory.
pub const MAX_FILE_SIZE: usize = 10 * 1024 * 1024;

/// The largest report or baseline that is read, in bytes (64 MiB).
pub const MAX_REPORT_SIZE: usize = 64 * 1024 * 1024;

/// Files on disk, with buffers in place of some of them. A buffer is a file even
/// where the disk has none.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// By the files' real paths.
    buffers: HashMap<PathBuf, Arc<[u8]>>,
    /// Whether these are all that there is.
    is_in_memory: bool,
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A regular file, or a buffer.
    File,
    /// A folder.
    Folder,
    /// A FIFO, a socket, a device: nothing that is ever opened.
    Other,
}

impl Files {
    /// No disk: a file that isn't a buffer isn't there, and a folder is what has
    /// buffers below it.
    pub fn in_memory() -> Self {
        Self {
            buffers: HashMap::new(),
            is_in_memory: true,
        }
    }

    /// Puts bytes in place of a file's, or lets the disk count again.
    pub fn set(&mut self, path: &Path, bytes: Option<&[u8]>) {
        let real = self.real(path);
        match bytes {
            Some(bytes) => drop(self.buffers.insert(real, bytes.into())),
            None => drop(self.buffers.remove(&real)),
        }
    }

    /// Reads a file that is known to be regular, or the buffer in its place;
    /// `name` is its path as shown to people.
    ///
    /// # Errors
    ///
    /// As those of [`read`](Self::read).
    pub fn read_regular(&self, path: &Path, name: String) -> io::Result<Source> {
        let bytes = match self.buffer(path) {
            Some(bytes) if bytes.len() > MAX_FILE_SIZE => {
                return Err(too_large(bytes.len() as u64, MAX_FILE_SIZE));
            }
            Some(bytes) => bytes.to_vec(),
            None if self.is_in_memory => return Err(io::ErrorKind::NotFound.into()),
            None => read_open(&File::open(path)?, MAX_FILE_SIZE)?,
        };
        Ok(Source::from_bytes(name, path.to_owned(), bytes))
    }

    /// Reads a regular file, or the buffer in its place; `name` is its path as
    /// shown to people. Anything else is not opened: opening a FIFO blocks.
    ///
    /// # Errors
    ///
    /// What the operating system says, and an error of our own for anything that
    /// is not a regular file (a FIFO would block forever) or is larger than
    /// [`MAX_FILE_SIZE`].
    pub fn read(&self, path: &Path, name: String) -> io::Result<Source> {
        match self.kind(path)? {
            FileKind::File => self.read_regular(path, name),
            _ => Err(io::Error::other("not a regular file")),
        }
    }

    /// What a path leads to, symbolic links followed.
    ///
    /// # Errors
    ///
    /// What the operating system says, of a missing file too.
    pub fn kind(&self, path: &Path) -> io::Result<FileKind> {
        if self.buffer(path).is_some() {
            return Ok(FileKind::File);
        }
        if self.is_in_memory {
            let folder = self.real(path);
            let mut files = self.buffers.keys();
            let is_there = files.any(|file| file.starts_with(&folder));
            let kind = is_there.then_some(FileKind::Folder);
            return kind.ok_or_else(|| io::ErrorKind::NotFound.into());
        }
        let metadata = std::fs::metadata(path)?;
        Ok(if metadata.is_dir() {
            FileKind::Folder
        } else if metadata.is_file() {
            FileKind::File
        } else {
            FileKind::Other
        })
    }

    /// Whether a path leads to a folder.
    pub fn is_folder(&self, path: &Path) -> bool {
        matches!(self.kind(path), Ok(FileKind::Folder))
    }

    /// The folders that have buffers in them.
    pub fn buffer_folders(&self) -> BTreeSet<PathBuf> {
        let folders = self.buffers.keys().filter_map(|file| file.parent());
        folders.map(Path::to_owned).collect()
    }

    /// The files of a folder, sorted, and whether each is a regular file, not a
    /// link to one.
    ///
    /// # Errors
    ///
    /// What the operating system says, unless a buffer is in the folder.
    pub fn list(&self, folder: &Path) -> io::Result<BTreeMap<PathBuf, bool>> {
        let real_folder = self.real(folder);
        let buffers = self.buffers.keys();
        let buffers = buffers.filter(|path| path.parent() == Some(&real_folder));
        let mut files: BTreeMap<PathBuf, bool> = buffers
            .filter_map(|path| Some((folder.join(path.file_name()?), true)))
            .collect();
        if self.is_in_memory {
            let is_there = !files.is_empty();
            return is_there
                .then_some(files)
                .ok_or_else(|| io::ErrorKind::NotFound.into());
        }
        match std::fs::read_dir(folder) {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry?;
                    let kind = entry.file_type()?;
                    if !kind.is_dir() {
                        files.insert(entry.path(), kind.is_file());
                    }
                }
            }
            Err(error) if files.is_empty() => return Err(error),
            Err(_) => {}
        }
        Ok(files)
    }

    fn buffer(&self, path: &Path) -> Option<&Arc<[u8]>> {
        if self.buffers.is_empty() {
            return None;
        }
        self.buffers.get(&self.real(path))
    }

    /// A path without symbolic links, as far as there are any.
    fn real(&self, path: &Path) -> PathBuf {
        if self.is_in_memory {
            normalized(path)
        } else {
            real(path)
        }
    }
}

/// A path without symbolic links; of a file that is not there, as far as its
/// folder is.
pub fn real(path: &Path) -> PathBuf {
    if let Ok(real) = std::fs::canonicalize(path) {
        return real;
    }
    let parent = path.parent().map(|parent| {
        let parent = if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        };
        std::fs::canonicalize(parent)
    });
    match (parent, path.file_name()) {
        (Some(Ok(parent)), Some(name)) => parent.join(name),
        _ => normalized(path),
    }
}

/// Reads a regular file of so many bytes at most. Anything else is not opened:
/// opening a FIFO blocks.
///
/// # Errors
///
/// What the operating system says, and what [`check_size`] does.
pub fn read(path: &Path, max_size: usize) -> io::Result<Vec<u8>> {
    check_size(&std::fs::metadata(path)?, max_size)?;
    read_open(&File::open(path)?, max_size)
}

/// How large a file is.
///
/// # Errors
///
/// Errors of our own where it is not a regular file, or larger than that.
pub fn check_size(metadata: &Metadata, max_size: usize) -> io::Result<usize> {
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let size = usize::try_from(metadata.len());
    let size = size.ok().filter(|size| *size <= max_size);
    size.ok_or_else(|| too_large(metadata.len(), max_size))
}

fn too_large(size: u64, max_size: usize) -> io::Error {
    io::Error::other(format!(
        "{size} bytes is too large: the limit is {max_size}"
    ))
}

fn read_open(mut file: &File, max_size: usize) -> io::Result<Vec<u8>> {
    let length = check_size(&file.metadata()?, max_size)?;
    // One call for what is there; what was added since is not of this file.
    let mut bytes = vec![0; length];
    let mut read = 0;
    while read < length {
        match file.read(&mut bytes[read..]) {
            Ok(0) => break,
            Ok(count) => read += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(read);
    Ok(bytes)
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

/// A path relative to a folder, with `/`, wherever one stands.
pub fn relative(path: &Path, root: &Path) -> String {
    let mut above = String::new();
    let mut base = Some(root);
    while let Some(folder) = base {
        if let Ok(rest) = path.strip_prefix(folder) {
            let below = display_name(rest, Path::new(""));
            return match (above.as_str(), below.as_str()) {
                ("", below) => below.to_owned(),
                (above, ".") => above.trim_end_matches('/').to_owned(),
                (above, below) => format!("{above}{below}"),
            };
        }
        above.push_str("../");
        base = folder.parent();
    }
    display_name(path, Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_all_that_there_is() {
        let mut files = Files::in_memory();
        let main = Path::new("/m/a/main.tf");
        files.set(main, Some(b"x = 1"));
        let read = |path: &Path| files.read(path, String::new()).map(|source| source.text);
        assert_eq!(read(main).ok().as_deref(), Some("x = 1"));
        assert!(files.is_folder(Path::new("/m")) && files.is_folder(Path::new("/m/./a")));
        let listed = files.list(Path::new("/m/a")).unwrap_or_default();
        assert_eq!(listed.into_keys().collect::<Vec<_>>(), [main]);
        assert_eq!(files.buffer_folders().len(), 1);
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let manifest = here.join("Cargo.toml");
        for not_there in [Path::new("/m/b"), here, &manifest] {
            let kind = files.kind(not_there).map_err(|error| error.kind());
            assert_eq!(kind, Err(io::ErrorKind::NotFound));
        }
        assert!(files.list(here).is_err() && read(&manifest).is_err());
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

    #[test]
    fn paths_are_told_from_a_folder() {
        for (path, root, told) in [
            ("/a/b", "/a", "b"),
            ("/a", "/a", "."),
            ("/a/b/c", "/a/d", "../b/c"),
            ("/a", "/a/b", ".."),
            ("/x/y", "/a/b", "../../x/y"),
        ] {
            assert_eq!(relative(Path::new(path), Path::new(root)), told, "{path}");
        }
    }
}
