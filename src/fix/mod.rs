//! How fixes are applied: in memory, round by round, each round verified; with
//! `--write-tests`, tests for what they add; then written to disk, or shown as a
//! diff.

mod diff;
mod edits;
mod finding_key;
mod ignore;
mod rounds;
mod versions;
#[cfg(feature = "cli")]
mod write;
mod write_tests;

use std::path::PathBuf;

use crate::discover::ModuleId;
use crate::error::RunError;

pub use diff::diff;
pub use finding_key::{Gone, gone};
pub use ignore::{IgnorePlaces, add_ignores, ignore_comments};
pub use rounds::{fix, undo};
pub use versions::with_own_version;
#[cfg(feature = "cli")]
pub use write::{remove_leftovers, write};
pub use write_tests::write_tests;

/// What fixes come to.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The files that change, module by module.
    pub files: Vec<ChangedFile>,
    /// Fixes that turned out wrong, and are left out.
    pub errors: Vec<RunError>,
    /// Texts that must not be shown of the files.
    pub secrets: Vec<String>,
}

/// A file that changes.
#[derive(Debug, Clone)]
pub struct ChangedFile {
    /// The module that it belongs to.
    pub module: ModuleId,
    /// Its real path.
    pub path: PathBuf,
    /// The file as shown to people.
    pub name: String,
    /// What was read; `None` where there is no file yet.
    pub old: Option<String>,
    /// What is to be written.
    pub new: String,
}
