//! What the lint of one module came to.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Diagnostic, Identity};
use crate::error::RunError;
use crate::source::{FileId, Source, Sources, Span};

/// What the lint of one module came to.
#[derive(Debug, Clone, Default)]
pub struct ModuleReport {
    /// The module's folder, as shown to people.
    pub name: String,
    /// The module's folder.
    pub folder: PathBuf,
    /// How many files were read.
    pub files: usize,
    /// The files that findings point into; empty where there are no findings.
    pub sources: Sources,
    /// Sorted by file, place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What must not be shown of the files, ignored findings' included.
    pub secrets: Vec<Span>,
    /// What could not be read.
    pub errors: Vec<RunError>,
    /// Which policies could not be decided.
    pub troubles: Vec<PolicyTrouble>,
    /// How many findings the baseline hides.
    pub hidden: usize,
    /// The entries of the baseline that no longer occur.
    pub stale: Vec<Identity>,
    /// Whether all of the module's code could be read and parsed. If not,
    /// nothing is fixed in it.
    pub is_whole: bool,
}

/// A policy that did not decide about a block, although the block's values are
/// known.
#[derive(Debug, Clone)]
pub struct PolicyTrouble {
    /// The policy's id.
    pub policy: &'static str,
    /// The policy's file.
    pub source: Arc<Source>,
    /// The condition or filter, in bytes of the file.
    pub at: Range<usize>,
    /// The address of the block.
    pub address: String,
    /// What happened, for which block.
    pub message: String,
    /// Whether the policy is wrong, and not just slow.
    pub is_error: bool,
}

impl ModuleReport {
    /// What must not be shown of a file, in bytes.
    pub fn secrets_in(&self, file: FileId) -> Vec<Range<usize>> {
        let secrets = self.secrets.iter().filter(|secret| secret.file == file);
        secrets.map(|secret| secret.range()).collect()
    }

    /// What must not be shown, as text.
    pub fn secret_texts(&self) -> Vec<String> {
        if self.sources.is_empty() {
            return Vec::new();
        }
        let secrets = self.secrets.iter();
        let texts = secrets.map(|secret| self.sources.text(*secret).to_owned());
        texts.collect()
    }
}
