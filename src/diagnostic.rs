//! What a rule has to say: a finding with its place, labels, notes and a fix.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::module::{FileId, Span};
use crate::report::conceal_texts;
use crate::source::Source;

/// How a rule's findings count: rustc's lint levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Off.
    Allow,
    /// Reported, without failing the run.
    Warn,
    /// Reported, and the run fails.
    Deny,
}

impl Level {
    /// `allow`, `warn` or `deny`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
        }
    }

    /// What a finding at this level is called in reports.
    pub fn severity(self) -> &'static str {
        match self {
            Self::Deny => "error",
            Self::Warn | Self::Allow => "warning",
        }
    }
}

/// How far a fix can be trusted, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// Shows what to do; applying it as it stands would not be right. Never
    /// applied.
    DisplayOnly,
    /// Does what the finding asks for, but may change a plan, a form or an
    /// output in a way that somebody has to agree to. Applied with
    /// `--unsafe-fixes`.
    Unsafe,
    /// The result parses, is formatted if the source was, and plans as before
    /// as long as nobody opts in. Applied by `--fix`.
    Safe,
}

impl Applicability {
    /// `display_only`, `unsafe` or `safe`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display_only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

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
    /// What no report may show, but for its first four characters.
    pub secret: Option<Span>,
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
            secret: None,
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
    pub fn hide(&mut self, secrets: &[String]) {
        let hide = |text: &mut String| *text = conceal_texts(text, secrets);
        hide(&mut self.message);
        hide(&mut self.primary.message);
        self.labels
            .iter_mut()
            .for_each(|label| hide(&mut label.message));
        self.notes.iter_mut().for_each(hide);
        self.help.iter_mut().for_each(hide);
        self.subject.iter_mut().for_each(hide);
        let shows = |text: &str| conceal_texts(text, secrets) != text;
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
    /// The rule's id.
    pub rule: &'static str,
    /// `Warn` or `Deny`.
    pub level: Level,
    /// What was found.
    pub finding: Finding,
}

/// What the lint of one module came to.
#[derive(Debug, Default)]
pub struct ModuleReport {
    /// The module's folder, as shown to people.
    pub name: String,
    /// The module's folder.
    pub folder: PathBuf,
    /// How many files were read.
    pub files: usize,
    /// The files that findings point into, by the number in their spans; empty
    /// where there are no findings.
    pub sources: Vec<Arc<Source>>,
    /// Sorted by file, place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What must not be shown of the files, ignored findings' included.
    pub secrets: Vec<Span>,
    /// What could not be read.
    pub errors: Vec<RunError>,
    /// How many findings the baseline hides.
    pub hidden: usize,
    /// How many entries of the baseline no longer occur.
    pub stale: usize,
    /// Whether all of the module's code could be read and parsed. If not,
    /// nothing is fixed in it.
    pub is_whole: bool,
}

impl ModuleReport {
    /// What must not be shown of a file, in bytes.
    pub fn secrets_in(&self, file: FileId) -> Vec<Range<usize>> {
        let secrets = self.secrets.iter().filter(|secret| secret.file == file);
        secrets.map(|secret| secret.start..secret.end).collect()
    }

    /// What must not be shown, as text.
    pub fn secret_texts(&self) -> Vec<String> {
        let secrets = self.secrets.iter().filter_map(|secret| {
            let source = self.sources.get(secret.file)?;
            Some(source.text[secret.start..secret.end].to_owned())
        });
        secrets.collect()
    }
}

/// Something that kept the run from doing all that was asked. It is told on
/// standard error, and the exit code is 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RunError {
    /// What it is about: a path as shown to people.
    pub path: String,
    /// What happened.
    pub message: String,
}

impl RunError {
    /// An error about a path.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}
