//! For people: codespan-reporting's excerpts, in rustc's voice.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use codespan_reporting::diagnostic as codespan;
use codespan_reporting::term::{self, Config};
use termcolor::{Ansi, NoColor, WriteColor};

use super::excerpt::{Excerpt, Excerpts};
use super::{Report, suggestion};
use crate::diagnostic::{Diagnostic, Label, ModuleReport};
use crate::printable;
use crate::rule::Level;
use crate::source::FileId;

pub(super) fn render(report: &Report, color: bool) -> String {
    let mut buffer = Vec::new();
    for (module, diagnostic) in report.diagnostics() {
        if color {
            emit(&mut Ansi::new(&mut buffer), module, diagnostic);
        } else {
            emit(&mut NoColor::new(&mut buffer), module, diagnostic);
        }
    }
    let mut text = printable::lines(&String::from_utf8_lossy(&buffer));
    text.push_str(&summary(report));
    text
}

/// Writes one finding as in a terminal.
pub(super) fn emit(writer: &mut impl WriteColor, module: &ModuleReport, diagnostic: &Diagnostic) {
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
    let notes = finding
        .notes
        .iter()
        .map(|note| format!("note: {}", printable::line(note)))
        .chain(
            finding
                .help
                .iter()
                .map(|help| format!("help: {}", printable::line(help))),
        )
        .chain([format!("see: {}", diagnostic.rule.url())])
        .chain(
            finding
                .fix
                .as_ref()
                .map(|fix| suggestion::render(module, fix)),
        )
        .collect();
    let shown = codespan::Diagnostic::new(severity)
        .with_code(diagnostic.rule.id)
        .with_message(printable::line(&finding.message))
        .with_labels(shown)
        .with_notes(notes);
    // Writing to memory does not fail, and all offsets come from the excerpts.
    let written = term::emit_to_write_style(writer, &Config::default(), &excerpts, &shown);
    debug_assert!(written.is_ok(), "{written:?}");
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

/// The closing line: `2 errors and 1 warning in 25 modules (51 files)`.
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
    let _ = write!(
        text,
        " in {} ({})",
        count(summary.modules, "module"),
        count(summary.files, "file")
    );
    if summary.fixed > 0 {
        let _ = write!(text, ", {} fixed", count(summary.fixed, "finding"));
    }
    if summary.hidden > 0 {
        let _ = write!(text, ", {} hidden by the baseline", summary.hidden);
    }
    if summary.stale > 0 {
        let entries = if summary.stale == 1 {
            "entry"
        } else {
            "entries"
        };
        let _ = write!(
            text,
            ", {} baseline {entries} no longer needed",
            summary.stale
        );
    }
    text.push('\n');
    text
}

fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}
