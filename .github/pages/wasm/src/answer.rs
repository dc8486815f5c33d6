//! What the page is answered: findings and edits, with places as an editor counts
//! them.

use std::collections::BTreeMap;
use std::ops::Range;

use coderlint::diagnostic::{self, Diagnostic, ModuleReport};
use coderlint::fix::ChangedFile;
use coderlint::rule::{Applicability, Level};
use coderlint::source::{Source, Span};
use coderlint::workspace::Workspace;
use serde::Serialize;

/// How many findings the page shows: more would be too much for a browser.
const MAX_FINDINGS: usize = 500;

/// An answer as text.
pub(crate) fn json<T: Serialize + ?Sized>(answer: &T) -> String {
    // All keys are strings.
    serde_json::to_string(answer).unwrap_or_default()
}

/// What was found.
#[derive(Debug, Serialize)]
pub(crate) struct Answer<'r> {
    findings: Vec<Finding<'r>>,
    /// What kept the lint from its work.
    errors: Vec<Failure>,
    counts: Counts,
}

/// How many findings there are, shown or not.
#[derive(Debug, Default, Serialize)]
struct Counts {
    errors: usize,
    warnings: usize,
    /// Those that have a safe fix, and those that have an unsafe one.
    safe: usize,
    #[serde(rename = "unsafe")]
    not_safe: usize,
}

#[derive(Debug, Serialize)]
struct Finding<'r> {
    rule: &'r str,
    url: Option<String>,
    level: &'static str,
    message: &'r str,
    /// The place and what is said there, then further ones.
    labels: Vec<Label<'r>>,
    notes: &'r [String],
    help: Option<&'r str>,
    fix: Option<Fix<'r>>,
    /// The name that can be said not to be a key.
    key: Option<&'r str>,
}

#[derive(Debug, Serialize)]
struct Label<'r> {
    #[serde(flatten)]
    place: Place,
    message: &'r str,
}

#[derive(Debug, Serialize)]
struct Fix<'r> {
    title: &'r str,
    safe: bool,
    edits: Vec<Edit>,
}

/// An error that is not a rule's finding.
#[derive(Debug, Serialize)]
struct Failure {
    #[serde(flatten)]
    place: Place,
    message: String,
}

/// A place in a file.
#[derive(Debug, Serialize)]
struct Place {
    file: String,
    from: Position,
    to: Position,
}

/// A place between two characters.
#[derive(Debug, Default, Serialize)]
struct Position {
    /// 1-based.
    line: usize,
    /// 0-based, in UTF-16 code units.
    column: usize,
}

/// A replacement in one file.
#[derive(Debug, Serialize)]
pub(crate) struct Edit {
    #[serde(flatten)]
    place: Place,
    text: String,
}

/// What fixes come to.
#[derive(Debug, Serialize)]
pub(crate) struct Fixes {
    pub(crate) files: Vec<FixedFile>,
    pub(crate) errors: Vec<String>,
}

/// A file that fixes change.
#[derive(Debug, Serialize)]
pub(crate) struct FixedFile {
    name: String,
    text: String,
}

impl From<ChangedFile> for FixedFile {
    fn from(file: ChangedFile) -> Self {
        Self {
            name: file.name,
            text: file.new,
        }
    }
}

impl<'r> Answer<'r> {
    pub(crate) fn of(
        reports: &'r [ModuleReport],
        workspace: &Workspace,
        files: &BTreeMap<String, String>,
    ) -> Self {
        let findings = reports.iter().flat_map(|report| {
            let found = report.diagnostics.iter();
            found.map(|diagnostic| Finding::of(report, diagnostic))
        });
        let of_modules = reports.iter().flat_map(|report| &report.errors);
        let of_modules = of_modules.map(|error| Failure {
            place: Place::start_of(&error.path),
            message: error.message.clone(),
        });
        let of_policies = reports.iter().flat_map(|report| &report.troubles);
        let of_policies = of_policies.map(|trouble| Failure {
            place: Place::of(&trouble.source, trouble.at.clone()),
            message: trouble.message.clone(),
        });
        let broken = workspace.configs().errors().into_iter().map(|error| {
            let place = match (files.get(&error.file), error.at) {
                (Some(text), Some((bytes, _))) => {
                    Place::of(&Source::new(error.file, text.as_str()), bytes)
                }
                (_, _) => Place::start_of(&error.file),
            };
            let message = error.message;
            Failure { place, message }
        });
        Self {
            errors: broken.chain(of_modules).chain(of_policies).collect(),
            findings: findings.take(MAX_FINDINGS).collect(),
            counts: Counts::of(reports),
        }
    }
}

impl Counts {
    fn of(reports: &[ModuleReport]) -> Self {
        let mut counts = Self::default();
        for found in reports.iter().flat_map(|report| &report.diagnostics) {
            match found.level {
                Level::Deny => counts.errors += 1,
                Level::Warn | Level::Allow => counts.warnings += 1,
            }
            match found.finding.fix.as_ref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => counts.safe += 1,
                Some(Applicability::Unsafe) => counts.not_safe += 1,
                _ => {}
            }
        }
        counts
    }
}

impl<'r> Finding<'r> {
    fn of(report: &'r ModuleReport, diagnostic: &'r Diagnostic) -> Self {
        let Diagnostic { rule, finding, .. } = diagnostic;
        let labels = std::iter::once(&finding.primary).chain(&finding.labels);
        let fix = finding.fix.as_ref();
        let fix = fix.filter(|fix| fix.applicability != Applicability::DisplayOnly);
        Self {
            rule: rule.id,
            url: rule.url(),
            level: match diagnostic.level {
                Level::Deny => "error",
                Level::Warn | Level::Allow => "warning",
            },
            message: &finding.message,
            labels: labels
                .map(|label| Label {
                    place: Place::at(report, label.span),
                    message: &label.message,
                })
                .collect(),
            notes: &finding.notes,
            help: finding.help.as_deref(),
            fix: fix.map(|fix| Fix {
                title: &fix.title,
                safe: fix.applicability == Applicability::Safe,
                edits: Edit::all(report, &fix.edits),
            }),
            key: finding.subject.as_deref().filter(|_| rule.is_about_keys),
        }
    }
}

impl Edit {
    pub(crate) fn all(report: &ModuleReport, edits: &[diagnostic::Edit]) -> Vec<Self> {
        let edits = edits.iter().map(|edit| Self {
            place: Place::at(report, edit.span),
            text: edit.text.clone(),
        });
        edits.collect()
    }

    pub(crate) fn in_text(file: &str, old: &str, at: Range<usize>, text: String) -> Self {
        let place = Place::of(&Source::new(file, old), at);
        Self { place, text }
    }
}

impl Place {
    fn at(report: &ModuleReport, span: Span) -> Self {
        Self::of(&report.sources[span.file], span.range())
    }

    fn of(source: &Source, bytes: Range<usize>) -> Self {
        Self {
            file: source.name.clone(),
            from: Position::of(source, bytes.start),
            to: Position::of(source, bytes.end),
        }
    }

    fn start_of(file: &str) -> Self {
        let [from, to] = [1, 1].map(|line| Position { line, column: 0 });
        let file = file.to_owned();
        Self { file, from, to }
    }
}

impl Position {
    fn of(source: &Source, offset: usize) -> Self {
        let index = source.line_index(offset);
        let before = source.text.get(source.line_starts()[index]..offset);
        Self {
            line: index + 1,
            column: before.unwrap_or_default().encode_utf16().count(),
        }
    }
}
