//! Patterns of names and of paths, as far as they are used by settings.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::rule::Kind;

/// Whether a pattern can be read; the error goes on from the setting's name.
pub(super) fn check(kind: Kind, pattern: &str) -> Result<(), String> {
    let checked = match kind {
        Kind::Globs => Glob::new(pattern)
            .map(drop)
            .map_err(|e| e.kind().to_string()),
        Kind::Paths => GitignoreBuilder::new("")
            .add_line(None, pattern)
            .map(drop)
            .map_err(|error| match error {
                ignore::Error::Glob { err, .. } => err,
                error => error.to_string(),
            }),
        _ => Ok(()),
    };
    checked.map_err(|error| format!("contains the invalid pattern `{pattern}`: {error}"))
}

/// The names that fit one of some patterns. Those that can't be read, which
/// were told, are left out.
pub(super) fn names(patterns: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for glob in patterns
        .iter()
        .filter_map(|pattern| Glob::new(pattern).ok())
    {
        set.add(glob);
    }
    set.build().unwrap_or_default()
}

/// Paths below a folder that patterns name.
#[derive(Debug)]
pub(super) struct Paths {
    patterns: Gitignore,
}

impl Paths {
    pub(super) fn new(root: &Path, patterns: &[String]) -> Self {
        let mut builder = GitignoreBuilder::new(root);
        for pattern in patterns {
            // Those that can't be read were told.
            let _ = builder.add_line(None, pattern);
        }
        Self {
            patterns: builder.build().unwrap_or_else(|_| Gitignore::empty()),
        }
    }

    /// Whether a path, or a folder that holds it, is named.
    pub(super) fn contain(&self, path: &Path, is_folder: bool) -> bool {
        let root = self.patterns.path();
        path.starts_with(root)
            && path != root
            && self
                .patterns
                .matched_path_or_any_parents(path, is_folder)
                .is_ignore()
    }
}
