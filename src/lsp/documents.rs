//! The documents that the editor has open, as they are typed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lsp_types::TextDocumentContentChangeEvent;

use super::position::{Encoding, Lines};

/// A document that is open.
#[derive(Debug)]
pub(super) struct Document {
    /// The file that it stands for, with symbolic links.
    pub(super) path: PathBuf,
    /// The editor's number for the text.
    pub(super) version: i32,
    pub(super) text: String,
}

/// The documents that are open and are files.
#[derive(Debug, Default)]
pub(super) struct Documents {
    /// By real path.
    open: HashMap<PathBuf, Document>,
}

impl Documents {
    pub(super) fn open(&mut self, real: PathBuf, document: Document) {
        self.open.insert(real, document);
    }

    pub(super) fn close(&mut self, real: &Path) -> Option<Document> {
        self.open.remove(real)
    }

    /// The document of a file, by its real path.
    pub(super) fn get(&self, real: &Path) -> Option<&Document> {
        self.open.get(real)
    }

    pub(super) fn get_mut(&mut self, real: &Path) -> Option<&mut Document> {
        self.open.get_mut(real)
    }

    /// The real paths of all that are open, sorted.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.open.keys().cloned().collect();
        paths.sort();
        paths
    }
}

impl Document {
    /// Applies changes, one after another.
    pub(super) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        self.version = version;
        for change in changes {
            match change.range {
                Some(range) => {
                    let bytes = Lines::new(&self.text, 0, encoding).bytes(range);
                    self.text.replace_range(bytes, &change.text);
                }
                None => self.text = change.text,
            }
        }
    }
}
