//! What of a module could not be read, and what it may hide.

use super::Module;
use crate::source::FileId;
use crate::syntax::{Broken, Header};

/// Blocks in which nothing can join a parameter to a variable.
const WITHOUT_USES: &[&str] = &[
    "variable",
    "terraform",
    "provider",
    "moved",
    "import",
    "removed",
    "check",
];

impl<'a> Module<'a> {
    /// What could not be parsed.
    pub fn broken(&self) -> impl Iterator<Item = (FileId, &'a Broken)> {
        self.broken.iter().copied()
    }

    /// Whether all code could be read as it is.
    pub fn is_whole(&self) -> bool {
        let mut sources = self.sources().iter();
        self.broken.is_empty() && sources.all(|(_, source)| source.invalid_utf8.is_none())
    }

    /// Whether there is nothing more that could declare a block: no code that can't
    /// be read, and no `.tf.json` file.
    pub fn is_all_read(&self) -> bool {
        self.is_whole() && !self.files.has_json
    }

    /// Whether what was not parsed may be a parameter, or an expression that
    /// joins one to a variable. Then nothing can be said of their absence.
    pub fn may_hide_join(&self) -> bool {
        let mut broken = self.broken();
        self.files.has_json
            || broken.any(|(_, broken)| {
                let header = broken.header.as_ref();
                header.is_none_or(|header| {
                    is_parameter(header)
                        || (!self.parameters.is_empty()
                            && !WITHOUT_USES.contains(&header.kind.as_str()))
                })
            })
    }
}

fn is_parameter(header: &Header) -> bool {
    let label = header.labels.first();
    header.kind == "data" && label.is_some_and(|label| label == "coder_parameter")
}
