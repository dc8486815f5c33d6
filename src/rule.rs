//! What a rule is. The rules themselves are folders in `rules/`.

use crate::diagnostic::{Finding, Level};
use crate::module::Module;

/// Something that is checked in every module.
pub trait Rule: Sync {
    /// The level that counts where nobody says otherwise.
    fn level(&self) -> Level;

    /// What it flags, in one line: lower case, no final dot.
    fn summary(&self) -> &'static str;

    /// Adds what it finds in a module: in a folder's files, and once more in
    /// each example of its README.
    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>);
}

/// A rule with its folder's name and its page.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The folder's name: the same in code, configuration, output and docs.
    pub id: &'static str,
    /// The folder's `README.md`.
    pub doc: &'static str,
    /// The rule.
    pub rule: &'static dyn Rule,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Entry").field(&self.id).finish()
    }
}
