//! What a rule is to the engine: its data, and what it looks at. The rules
//! themselves are folders in `rules/`.

mod tree;

pub use tree::{NamedParameter, TreeFinding, TreeMember};

use crate::diagnostic::{Finding, Problem};
use crate::module::Module;
use crate::rule::RuleInfo;

/// A rule.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What everybody may know of it.
    pub info: RuleInfo,
    /// How it finds what it flags.
    pub checks: &'static [Check],
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// A module at a time: a folder's files, and once more each example of its
    /// README.
    Module(fn(&Module<'_>, &mut Vec<Finding>)),
    /// All modules of the tree at once, in short.
    Tree(fn(&[&TreeMember], &mut Vec<TreeFinding>)),
    /// What is wrong with comments that ignore rules.
    Ignores(fn(&Problem) -> Finding),
}

impl Rule {
    /// The rule of a folder with a page.
    #[must_use]
    pub const fn in_folder(mut self, id: &'static str, page: &'static str) -> Self {
        self.info.id = id;
        self.info.page = page;
        self
    }
}
