//! What a rule is. The rules themselves are folders in `rules/`.

use crate::config::setting::Setting;
use crate::diagnostic::{Applicability, Finding, Level};
use crate::ignores::Problem;
use crate::module::Module;
use crate::tree::Summary;

/// Something that is checked in every module.
pub trait Rule: Sync {
    /// The level that counts where nobody says otherwise.
    fn level(&self) -> Level;

    /// What it flags, in one line: lower case, no final dot.
    fn summary(&self) -> &'static str;

    /// How far its fixes can be trusted at best; `None` where it has none.
    fn fix(&self) -> Option<Applicability> {
        None
    }

    /// What can be set for it, beside its level.
    fn options(&self) -> &'static [Setting] {
        &[]
    }

    /// Whether what it points at must not be shown.
    fn conceals(&self) -> bool {
        false
    }

    /// Adds what it finds in a module: in a folder's files, and once more in
    /// each example of its README.
    fn check(&self, module: &Module<'_>, findings: &mut Vec<Finding>);

    /// Whether it looks at the whole tree.
    fn is_about_tree(&self) -> bool {
        false
    }

    /// Adds what it finds when all modules are known, with the index of the
    /// module that it finds it in.
    fn check_tree(&self, _tree: &[Summary], _findings: &mut Vec<(usize, Finding)>) {}

    /// Adds what it finds wrong with ignoring comments.
    fn check_ignores(&self, _problems: &[Problem], _findings: &mut Vec<Finding>) {}
}

/// Where the pages of the rules are.
const PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/rules");

impl Entry {
    /// The address of the rule's page.
    pub fn url(&self) -> String {
        format!("{PAGES}/{}/README.md", self.id)
    }
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
