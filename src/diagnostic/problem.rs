//! What is wrong with comments that ignore rules: found by the engine, told by
//! the rule `unused_ignore`.

use crate::source::Span;

/// Something wrong with a comment.
#[derive(Debug, PartialEq, Eq)]
pub struct Problem {
    /// The rule's name in the comment, or the comment.
    pub at: Span,
    /// What it is.
    pub kind: ProblemKind,
}

/// What can be wrong with a comment.
#[derive(Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is nothing for this rule to ignore.
    Unused(String),
    /// It ended on a day, and no longer counts.
    Expired {
        /// The rule.
        rule: String,
        /// The last day, as `2027-01-31`.
        last: String,
    },
    /// No rule has this name.
    UnknownRule {
        /// The name in the comment.
        name: String,
        /// The rule whose name is nearest, if one is near.
        near: Option<&'static str>,
    },
    /// It is spelled like another linter's, or in capitals.
    NearMiss,
    /// It names no rule.
    NoRule,
    /// It stands where it covers nothing.
    Misplaced,
    /// It is about a whole file, and stands after the file's first block.
    TooLate,
    /// What stands after `until=` is not a date.
    NoDate(String),
}

impl ProblemKind {
    /// Whether it is that nothing of a rule is ignored.
    pub fn is_about(&self, id: &str) -> bool {
        matches!(self, Self::Unused(rule) | Self::Expired { rule, .. } if rule == id)
    }
}
