//! Reads and parses the files of a module.

use std::path::Path;

use super::Workspace;
use crate::discover::ModulePath;
use crate::error::{RunError, describe};
use crate::files::{self, display_name};
use crate::module::Files;
use crate::source::{Source, Sources};
use crate::syntax;

impl Workspace<'_> {
    /// Reads and parses the files of a module. What can't be read is left out
    /// and told.
    pub(super) fn read(self, path: &ModulePath) -> (Files, Vec<RunError>) {
        let mut errors = Vec::new();
        let mut sources = Sources::default();
        let mut syntax = Vec::with_capacity(path.files.len());
        for file in &path.files {
            match self.source(file) {
                Ok(source) => {
                    let parsed = syntax::parse(&source.text, source.start());
                    syntax.push((sources.push(source), parsed));
                }
                Err(error) => errors.push(error),
            }
        }
        let readme = path.readme.as_ref().map(|file| self.source(file));
        let readme = match readme {
            Some(Ok(source)) => Some(sources.push(source)),
            Some(Err(error)) => {
                errors.push(error);
                None
            }
            None => None,
        };
        let files = Files {
            name: path.name.clone(),
            folder: path.real.clone(),
            sources,
            syntax,
            readme,
            has_json: path.has_json,
            coder_tokens: Vec::new(),
        };
        (files, errors)
    }

    fn source(self, file: &Path) -> Result<Source, RunError> {
        let name = display_name(file, self.working_directory);
        match files::read(file, name.clone(), self.overlay) {
            Ok(source) if syntax::is_too_dense(&source.text) => {
                Err(RunError::new(name, "too large and too dense to be parsed"))
            }
            Ok(source) => Ok(source),
            Err(error) => Err(RunError::new(name, describe(&error))),
        }
    }
}
