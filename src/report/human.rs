//! For people: codespan-reporting's excerpts, in rustc's voice.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::ops::Range;

use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::{self, Config};
use termcolor::{Ansi, NoColor, WriteColor};

use super::excerpt::{Excerpt, Excerpts};
use super::{Report, suggestion};
use crate::diagnostic::{Diagnostic, Finding, Label, ModuleReport};
use crate::printable;
use crate::rule::{Applicability, Level};
use crate::source::FileId;

pub(super) fn render(report: &Report, color: bool) -> String {
    let mut buffer = Vec::new();
    let mut said = Said::default();
    for (module, diagnostic) in report.diagnostics() {
        if color {
            emit(&mut Ansi::new(&mut buffer), module, diagnostic, &mut said);
        } else {
            emit(
                &mut NoColor::new(&mut buffer),
                module,
                diagnostic,
                &mut said,
            );
        }
    }
    let mut text = printable::lines(&String::from_utf8_lossy(&buffer));
    text.push_str(&summary(report));
    text
}

/// What was said before, and is said once a run.
#[derive(Debug, Default)]
pub(super) struct Said {
    texts: HashSet<String>,
}

impl Said {
    /// Whether a text below a finding is to be said: one that names what the
    /// finding is about, or speaks of its fix, always is.
    fn is_news(&mut self, finding: &Finding, text: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let mut words = text.split(|c: char| !is_part(c));
        let subject = finding.subject.as_deref();
        let is_own = subject.is_some_and(|subject| words.any(|word| word == subject))
            || ["note: the fix is ", "note: no fix: "]
                .iter()
                .any(|start| text.starts_with(start));
        is_own || self.texts.insert(text.to_owned())
    }
}

/// Writes one finding as in a terminal.
pub(super) fn emit(
    writer: &mut impl WriteColor,
    module: &ModuleReport,
    diagnostic: &Diagnostic,
    said: &mut Said,
) {
    let finding = &diagnostic.finding;
    let labels = || std::iter::once(&finding.primary).chain(&finding.labels);
    let mut spans: BTreeMap<FileId, Vec<Range<usize>>> = BTreeMap::new();
    for label in labels() {
        spans
            .entry(label.span.file)
            .or_default()
            .push(label.span.range());
    }
    let mut excerpts = Excerpts::default();
    for (file, spans) in &spans {
        excerpts.add(
            *file,
            Excerpt::new(&module.sources[*file], spans, module.secrets_in(*file)),
        );
    }
    let severity = match diagnostic.level {
        Level::Deny => codespan::Severity::Error,
        Level::Warn | Level::Allow => codespan::Severity::Warning,
    };
    let shown = labels()
        .enumerate()
        .filter_map(|(index, label)| codespan_label(&excerpts, label, index == 0))
        .collect();
    let primary = &module.sources[finding.primary.span.file];
    let is_readme = primary
        .path
        .extension()
        .is_some_and(|extension| extension == "md");
    let notes = notes(diagnostic, is_readme, said);
    let shown = codespan::Diagnostic::new(severity)
        .with_code(diagnostic.rule.id)
        .with_message(printable::line(&finding.message))
        .with_labels(shown)
        .with_notes(notes);
    // Writing to memory does not fail, and all offsets come from the excerpts.
    let written = term::emit_to_write_style(writer, &Config::default(), &excerpts, &shown);
    debug_assert!(written.is_ok(), "{written:?}");
    if let Some(fix) = &finding.fix {
        let written = suggestion::write(writer, module, fix);
        debug_assert!(written.is_ok(), "{written:?}");
    }
}

/// What stands below the excerpts.
fn notes(diagnostic: &Diagnostic, is_readme: bool, said: &mut Said) -> Vec<String> {
    let finding = &diagnostic.finding;
    let line = |kind: &str, text: &str| format!("{kind}: {}", printable::line(text));
    let notes = finding.notes.iter().map(|note| line("note", note));
    let help = finding.help.iter().map(|help| line("help", help));
    let see = match diagnostic.rule.url() {
        Some(url) => line("see", &url),
        None => line(
            "policy",
            &format!("`{}`: {}", diagnostic.rule.id, diagnostic.rule.summary),
        ),
    };
    let mut notes: Vec<String> = notes.chain(help).collect();
    notes.retain(|note| said.is_news(finding, note));
    // The way out is said with the rule's page, at its first finding.
    if said.is_news(finding, &see) {
        notes.extend([format!("help: {}", way_out(diagnostic, is_readme)), see]);
    }
    notes.extend(finding.fix.as_ref().map(suggestion::title));
    notes
}

/// How to say that a finding isn't wanted.
fn way_out(diagnostic: &Diagnostic, is_readme: bool) -> String {
    let rule = diagnostic.rule;
    let comment = if is_readme {
        format!("<!-- coderlint-ignore: {} -- why -->", rule.id)
    } else {
        format!("# coderlint-ignore: {} -- why", rule.id)
    };
    match &diagnostic.finding.subject {
        Some(subject) if rule.is_about_keys => {
            let subject = printable::line(subject);
            format!(
                "if `{subject}` isn't a credential, set `keys {{ exclude = [\"{subject}\"] }}` in `.coderlint.hcl`; to ignore this finding, add `{comment}`"
            )
        }
        _ => format!("to ignore this finding, add `{comment}`"),
    }
}

fn codespan_label(
    excerpts: &Excerpts<'_>,
    label: &Label,
    is_primary: bool,
) -> Option<codespan::Label<FileId>> {
    let span = &label.span;
    let range = excerpts.get(span.file).ok()?.shown(&span.range());
    let style = if is_primary {
        codespan::LabelStyle::Primary
    } else {
        codespan::LabelStyle::Secondary
    };
    let message = printable::line(&label.message);
    Some(codespan::Label::new(style, span.file, range).with_message(message))
}

/// The closing line: `2 errors and 1 warning in 25 modules; 2 fixable with --fix`.
pub(super) fn summary(report: &Report) -> String {
    let summary = report.summary();
    let mut text = match (summary.errors, summary.warnings) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => count(errors, "error"),
        (0, warnings) => count(warnings, "warning"),
        (errors, warnings) => {
            format!(
                "{} and {}",
                count(errors, "error"),
                count(warnings, "warning")
            )
        }
    };
    let _ = write!(text, " in {}", count(summary.modules, "module"));
    text.push_str(&fixable(report));
    if summary.fixed > 0 {
        let _ = write!(text, "; {} fixed", summary.fixed);
    }
    if summary.hidden > 0 {
        let _ = write!(text, "; {} hidden by the baseline", summary.hidden);
    }
    if summary.stale > 0 {
        let entries = if summary.stale == 1 {
            "entry"
        } else {
            "entries"
        };
        let _ = write!(
            text,
            "; {} baseline {entries} no longer needed",
            summary.stale
        );
    }
    text.push('\n');
    text
}

/// How many findings can be fixed, and with which flags.
fn fixable(report: &Report) -> String {
    let count = |wanted| {
        let findings = report.diagnostics().map(|(_, found)| &found.finding);
        let fixes = findings.filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.applicability == wanted).count()
    };
    match (count(Applicability::Safe), count(Applicability::Unsafe)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("; {safe} fixable with --fix"),
        (0, more) => format!("; {more} fixable with --fix --unsafe-fixes"),
        (safe, more) => format!("; {safe} fixable with --fix, {more} more with --unsafe-fixes"),
    }
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
