//! Patterns of names and of paths, as far as they are used by settings.

use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::rule::Kind;

/// The longest pattern, in bytes: as long as a path may be.
const MAX_PATTERN: usize = 4096;

/// Whether a pattern can be read; the error goes on from the setting's name.
pub(super) fn check(kind: Kind, pattern: &str) -> Result<(), String> {
    if pattern.len() > MAX_PATTERN {
        return Err(format!(
            "contains a pattern longer than {MAX_PATTERN} bytes"
        ));
    }
    let checked = match kind {
        // `.gitignore`'s patterns are globs, and an invalid one would fit nothing.
        Kind::Globs | Kind::Paths => Glob::new(pattern)
            .map(drop)
            .map_err(|error| error.kind().to_string()),
        _ if pattern.is_empty() => {
            return Err("contains an empty string, which fits everything".to_owned());
        }
        _ => Ok(()),
    };
    checked.map_err(|error| format!("contains the invalid pattern `{pattern}`: {error}"))
}

/// Whether a pattern of names fits every name.
pub(super) fn fits_all(pattern: &str) -> bool {
    !pattern.is_empty() && pattern.chars().all(|c| c == '*')
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
