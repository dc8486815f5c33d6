//! Reads a configuration and what it extends.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::file::File;
use super::levels::Selection;
use super::{ConfigError, Configs, Configured, Entry, Settings};
use crate::error::describe;
use crate::files::{Files, normalized, real};
use crate::source::Source;

/// The largest configuration that is read, in bytes: patterns take a thousand
/// times as much memory.
const MAX_SIZE: usize = 256 * 1024;

/// Files that may extend one another.
const MAX_FILES: usize = 32;

/// What was read so far.
pub(super) struct Reader<'r> {
    configs: &'r Configs,
    files: &'r Files,
    settings: Settings,
    errors: Vec<ConfigError>,
    /// The real paths of the files, each extended by the one before it.
    looked_at: Vec<PathBuf>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(configs: &'r Configs, files: &'r Files) -> Self {
        Self {
            configs,
            files,
            settings: Settings::default(),
            errors: Vec::new(),
            looked_at: Vec::new(),
        }
    }

    /// Reads a file and what it extends. Patterns of paths are relative to
    /// `root`, or to the folder of the file that they stand in.
    pub(super) fn read(&mut self, path: &Path, root: Option<&Path>) {
        let name = self.configs.name(path);
        self.looked_at.push(real(path));
        match self.source(path, name.clone()) {
            Ok(source) => self.add(path, &source, root),
            Err(message) => self.errors.push(ConfigError {
                file: name,
                at: None,
                message,
            }),
        }
    }

    fn source(&self, path: &Path, name: String) -> Result<Source, String> {
        let source = self.files.read(path, name).map_err(|e| describe(&e))?;
        match source.text.len() {
            size if size > MAX_SIZE => Err(format!(
                "{size} bytes is too large: the limit is {MAX_SIZE}"
            )),
            _ => Ok(source),
        }
    }

    /// The settings, with the rules that run under them.
    pub(super) fn finish(mut self) -> Configured {
        self.settings.compile();
        let mut selection = Selection::new(self.configs.rules);
        for (id, level) in self.settings.levels() {
            selection.set(id, level);
        }
        self.configs.overrides.apply(&mut selection);
        Configured {
            settings: self.settings,
            selection,
            errors: self.errors,
            looked_at: self.looked_at,
        }
    }

    /// Adds what a file says that is not said yet.
    fn add(&mut self, path: &Path, source: &Source, root: Option<&Path>) {
        let file = File::read(source, self.configs.rules);
        let folder = path.parent().unwrap_or(path);
        let root: Arc<Path> = Arc::from(root.unwrap_or(folder));
        for error in file.errors {
            self.error(source, error.at, error.message);
        }
        for (key, (value, span)) in file.settings {
            let entry = self.settings.entries.entry(key);
            entry.or_insert_with(|| {
                let position = source.position(span.start);
                Entry {
                    value,
                    from: format!("{}:{}:{}", source.name, position.line, position.column),
                    root: root.clone(),
                }
            });
        }
        self.settings.files.push(source.name.clone());
        if let Some((extended, span)) = file.extend {
            self.extend(folder, source, &extended, span);
        }
    }

    fn extend(&mut self, folder: &Path, source: &Source, extended: &str, span: Range<usize>) {
        let target = normalized(&folder.join(extended));
        let name = self.configs.name(&target);
        let real = real(&target);
        if self.looked_at.contains(&real) {
            let chain = self.settings.files.join("`, which is extended by `");
            let message = format!("`extend` is circular: `{name}` is extended by `{chain}`");
            return self.error(source, span, message);
        }
        if self.looked_at.len() >= MAX_FILES {
            let message = format!("`extend` leads through more than {MAX_FILES} files");
            return self.error(source, span, message);
        }
        self.looked_at.push(real);
        match self.source(&target, name) {
            Ok(source) => self.add(&target, &source, None),
            Err(error) => {
                let message = format!("`extend` names `{extended}`, which can't be read: {error}");
                self.error(source, span, message);
            }
        }
    }

    fn error(&mut self, source: &Source, at: Range<usize>, message: String) {
        let position = source.position(at.start);
        self.errors.push(ConfigError {
            file: source.name.clone(),
            at: Some((at, position)),
            message,
        });
    }
}
