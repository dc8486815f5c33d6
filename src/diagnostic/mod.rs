//! What a rule has to say: a finding with its place, labels, notes and a fix.

mod identity;
mod module;
mod problem;

use crate::printable::Secrets;
use crate::rule::{Applicability, Level, RuleInfo};
use crate::source::Span;

pub use identity::{Identities, Identity};
pub use module::{ModuleReport, PolicyTrouble};
pub use problem::{Misplaced, Problem, ProblemKind};

/// A replacement of bytes in one file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A change that makes a finding go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative.
    pub title: String,
    /// How far it can be trusted.
    pub applicability: Applicability,
    /// Sorted, and disjoint within a file.
    pub edits: Vec<Edit>,
}

/// A place with something to say about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// One line, or empty.
    pub message: String,
}

/// What a rule found. It can't be made without a place and a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong: lower case, no final dot, one line.
    pub message: String,
    /// Where it is wrong.
    pub primary: Label,
    /// Further places, in the order in which they are worth reading.
    pub labels: Vec<Label>,
    /// Why it is wrong.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// The variable, parameter, output or attribute that the finding is about.
    pub subject: Option<String>,
    /// How to put it right.
    pub fix: Option<Fix>,
    /// The level at which it counts at most, whatever its rule's.
    pub at_most: Level,
    /// What no report may show, but for its first four characters.
    pub secret: Option<Span>,
    /// Which of its policy's conditions is false, from 1.
    pub number: Option<usize>,
}

impl Finding {
    /// A finding at a place.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            primary: Label {
                span,
                message: String::new(),
            },
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            subject: None,
            fix: None,
            at_most: Level::Deny,
            secret: None,
            number: None,
        }
    }

    /// What to say at the place itself.
    #[must_use]
    pub fn says(mut self, message: impl Into<String>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            message: message.into(),
        });
        self
    }

    /// Adds a reason.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says how to put it right.
    #[must_use]
    pub fn fixed_by(mut self, fix: impl Into<Option<Fix>>) -> Self {
        self.fix = fix.into();
        self
    }

    /// Says that something must not be shown in any report.
    #[must_use]
    pub fn conceal(mut self, secret: Span) -> Self {
        self.secret = Some(secret);
        self
    }

    /// Says what the finding is about.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }
}

impl Finding {
    /// Takes out of all its texts what must not be shown. A fix that would move
    /// it elsewhere is none.
    pub fn hide(&mut self, secrets: &Secrets) {
        let hide = |text: &mut String| *text = secrets.conceal(text);
        hide(&mut self.message);
        hide(&mut self.primary.message);
        self.labels
            .iter_mut()
            .for_each(|label| hide(&mut label.message));
        self.notes.iter_mut().for_each(hide);
        self.help.iter_mut().for_each(hide);
        self.subject.iter_mut().for_each(hide);
        let shows = |text: &str| secrets.conceal(text) != text;
        if let Some(fix) = &self.fix
            && (shows(&fix.title) || fix.edits.iter().any(|edit| shows(&edit.text)))
        {
            self.fix = None;
        }
    }
}

/// A finding of a rule at the level at which it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule.
    pub rule: &'static RuleInfo,
    /// `Warn` or `Deny`.
    pub level: Level,
    /// What was found.
    pub finding: Finding,
}
