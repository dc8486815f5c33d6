//! Reads modules, and finds the local modules that they call.

use std::path::Path;

use super::Workspace;
use crate::discover::ModulePath;
use crate::error::{RunError, describe};
use crate::files::{display_name, real};
use crate::module::called_sources;
use crate::source::{FileId, Source, Sources};
use crate::syntax::{self, Syntax};

/// What was read of a module.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// Its `.tf` files in Terraform's order; its README where that was read.
    pub(super) sources: Sources,
    /// The README among them.
    pub(super) readme: Option<FileId>,
    /// What could not be read.
    pub(super) errors: Vec<RunError>,
    /// Whether calls were looked for.
    is_searched: bool,
    is_readme_read: bool,
}

impl Loaded {
    /// The `source` of each call of a local module in the text; `None` if they
    /// were looked for before.
    pub(super) fn find_calls(&mut self) -> Option<Vec<String>> {
        if std::mem::replace(&mut self.is_searched, true) {
            return None;
        }
        let code = self.code();
        let sources = code.flat_map(|(_, source)| called_sources(&source.text));
        let mut sources: Vec<String> = sources.map(str::to_owned).collect();
        sources.sort();
        sources.dedup();
        Some(sources)
    }

    /// Puts another text in place of a file's, by its real path; false if it has
    /// no such file.
    pub(super) fn replace(&mut self, path: &Path, text: &str) -> bool {
        let replaced = self.sources.iter().find_map(|(file, source)| {
            let is_it = real(&source.path) == path;
            let (name, path) = (source.name.clone(), source.path.clone());
            is_it.then(|| (file, Source::from_bytes(name, path, text.into())))
        });
        let Some((file, source)) = replaced else {
            return false;
        };
        self.sources.replace(file, source);
        self.is_searched = false;
        true
    }

    /// Whether something stands in its code.
    pub(super) fn mentions(&self, what: &[u8]) -> bool {
        let mut code = self.code();
        code.any(|(_, source)| memchr::memmem::find(source.text.as_bytes(), what).is_some())
    }

    fn code(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let files = self.sources.iter();
        files.filter(|(file, _)| Some(*file) != self.readme)
    }

    /// The syntax of each `.tf` file.
    pub(super) fn parse(&self) -> Vec<(FileId, Syntax)> {
        let code = self.code();
        code.map(|(file, source)| (file, syntax::parse(&source.text, source.start())))
            .collect()
    }
}

impl Workspace {
    /// Reads the `.tf` files of a module. What can't be read is left out and
    /// told.
    pub(super) fn load(&self, path: &ModulePath) -> Loaded {
        let mut loaded = Loaded::default();
        for file in &path.files {
            match self.source(path, file) {
                Ok(source) => drop(loaded.sources.push(source)),
                Err(error) => loaded.errors.push(error),
            }
        }
        loaded
    }

    /// Reads a module's README beside its code.
    pub(super) fn load_readme(&self, path: &ModulePath, loaded: &mut Loaded) {
        if std::mem::replace(&mut loaded.is_readme_read, true) {
            return;
        }
        match path.readme.as_ref().map(|file| self.source(path, file)) {
            Some(Ok(source)) => loaded.readme = Some(loaded.sources.push(source)),
            Some(Err(error)) => loaded.errors.push(error),
            None => {}
        }
    }

    fn source(&self, path: &ModulePath, file: &Path) -> Result<Source, RunError> {
        let name = display_name(file, &self.working_directory);
        let read = if path.irregular.contains(file) {
            self.files.read(file, name.clone())
        } else {
            self.files.read_regular(file, name.clone())
        };
        match read {
            Ok(source) if syntax::is_too_dense(&source.text) => {
                Err(RunError::new(name, "too large and too complex to parse"))
            }
            Ok(source) => Ok(source),
            Err(error) => Err(RunError::new(name, describe(&error))),
        }
    }
}
