//! What is wrong with comments that ignore rules: found by the engine,
//! reported by the rule `unused_ignore`.

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
    /// There is nothing to ignore.
    Unused {
        /// The rule.
        rule: String,
        /// A finding of the rule that has a label here.
        elsewhere: Option<Span>,
    },
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
    /// It covers nothing.
    Misplaced(Misplaced),
    /// What stands after `until=` is not a date.
    NoDate(String),
}

/// How a comment covers nothing, with the first line of the block, fence or
/// heading before which it belongs, if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Misplaced {
    /// It is neither in a block nor directly before one.
    NoBlock(Option<Span>),
    /// In Markdown, it is not directly before a fence or a heading.
    NoFence(Option<Span>),
    /// It is about a whole file, and comes after the file's first block.
    TooLate(Option<Span>),
    /// It is part of a heredoc, so it isn't a comment.
    InHeredoc,
}

impl ProblemKind {
    /// Whether it is that nothing of a rule is ignored.
    pub fn is_about(&self, id: &str) -> bool {
        matches!(self, Self::Unused { rule, .. } | Self::Expired { rule, .. } if rule == id)
    }
}
