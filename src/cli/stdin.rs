//! `--stdin-filename`: standard input in place of a file.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::terminal::{say, write};
use crate::discover::{self, README, is_linted};
use crate::error::{RunError, describe};
use crate::files::{FileKind, Files, MAX_FILE_SIZE, display_name, real};
use crate::fix::ChangedFile;
use crate::workspace::Workspace;

/// A file whose text is on standard input.
pub(super) struct Stdin {
    path: PathBuf,
    name: String,
    /// Where it is, or would be.
    pub(super) real: PathBuf,
    bytes: Vec<u8>,
}

impl Stdin {
    /// Reads standard input.
    ///
    /// # Errors
    ///
    /// A file of that name can't be linted, or can't be read.
    pub(super) fn read(file: &Path, working_directory: &Path) -> Result<Self, String> {
        let path = working_directory.join(file);
        let name = display_name(&path, working_directory);
        let refuse = |message: &str| Err(format!("{name}: {message}"));
        if !is_linted(&path) {
            let message = format!("`--stdin-filename` takes a `.tf` file or a `{README}`");
            return refuse(&message);
        }
        if let Ok(FileKind::Folder | FileKind::Other) = Files::default().kind(&path) {
            return refuse("not a regular file");
        }
        let mut bytes = Vec::new();
        let mut input = io::stdin().lock().take(MAX_FILE_SIZE as u64 + 1);
        match input.read_to_end(&mut bytes) {
            Err(error) => refuse(&describe(&error)),
            Ok(size) if size > MAX_FILE_SIZE => refuse(&format!(
                "standard input is too large: the limit is {MAX_FILE_SIZE} bytes"
            )),
            Ok(_) => Ok(Self {
                real: real(&path),
                path,
                name,
                bytes,
            }),
        }
    }

    /// The files on disk, but for this one.
    pub(super) fn files(&self) -> Files {
        let mut files = Files::default();
        files.set(&self.path, Some(&self.bytes));
        files
    }

    /// Adds the module of the file, unless the configuration excludes the file.
    pub(super) fn add(&self, workspace: &mut Workspace) -> Result<Vec<RunError>, Vec<RunError>> {
        let folder = self.path.parent().unwrap_or(&self.path);
        let module = discover::folder(folder, workspace.files(), workspace.working_directory());
        let mut module =
            module.map_err(|error| vec![RunError::new(self.name.as_str(), describe(&error))])?;
        // Editors name what is open, wanted or not.
        module.asked_for = None;
        let configured = workspace.configs().of(workspace.files(), folder);
        if workspace.is_excluded(&configured.settings, &module, &self.path) {
            say(
                "warning",
                &format!("the configuration excludes {}", self.name),
            );
        } else {
            workspace.add(vec![module]);
        }
        Ok(Vec::new())
    }

    /// Writes the text to standard output, with what fixes have made of it; the
    /// answer is why that failed.
    pub(super) fn give_back(&self, changed: &[ChangedFile]) -> Vec<RunError> {
        let mut changed = changed.iter();
        let fixed = changed.find(|file| file.path == self.real);
        let bytes = fixed.map_or(&*self.bytes, |file| file.new.as_bytes());
        match write(bytes) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let message = format!("the text can't be written: {}", describe(&error));
                vec![RunError::new(self.name.as_str(), message)]
            }
            _ => Vec::new(),
        }
    }
}
