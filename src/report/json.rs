//! The stable contract for programs. Fields are only ever added; a change that
//! breaks a reader raises `version`.

use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::harmless::is_harmful;
use super::{Report, Summary};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::module::Span;
use crate::rule::Entry;
use crate::rules;
use crate::source::Source;

const VERSION: u32 = 1;

pub(super) fn render(report: &Report) -> String {
    let document = Document {
        version: VERSION,
        diagnostics: report
            .diagnostics()
            .map(|(module, diagnostic)| entry(module, diagnostic))
            .collect(),
        summary: report.summary(),
    };
    text(&document)
}

/// A document as text, without a character that could do harm.
pub(super) fn text(document: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(document).unwrap_or_default();
    let mut text = escape_harmful(&json);
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    diagnostics: Vec<Finding<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'r> {
    rule: &'r str,
    level: &'r str,
    message: &'r str,
    file: &'r str,
    module: &'r str,
    subject: Option<&'r str>,
    range: Range,
    labels: Vec<Label<'r>>,
    notes: Vec<&'r str>,
    url: Option<String>,
    fix: Option<Fix<'r>>,
}

#[derive(Serialize)]
struct Label<'r> {
    file: &'r str,
    range: Range,
    message: &'r str,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    /// 1-based.
    line: usize,
    /// 1-based, in Unicode scalar values.
    column: usize,
    /// Bytes of the file on disk.
    offset: usize,
}

#[derive(Serialize)]
struct Fix<'r> {
    title: &'r str,
    applicability: &'static str,
    edits: Vec<Edit<'r>>,
}

#[derive(Serialize)]
struct Edit<'r> {
    file: &'r str,
    start: usize,
    end: usize,
    text: &'r str,
}

fn entry<'r>(module: &'r ModuleReport, diagnostic: &'r Diagnostic) -> Finding<'r> {
    let finding = &diagnostic.finding;
    let sources = &module.sources;
    let file = |span: Span| sources[span.file].name.as_str();
    Finding {
        rule: diagnostic.rule,
        level: diagnostic.level.severity(),
        message: &finding.message,
        file: file(finding.primary.span),
        module: &module.name,
        subject: finding.subject.as_deref(),
        range: range(sources, finding.primary.span),
        labels: std::iter::once(&finding.primary)
            .filter(|primary| !primary.message.is_empty())
            .chain(&finding.labels)
            .map(|label| Label {
                file: file(label.span),
                range: range(sources, label.span),
                message: &label.message,
            })
            .collect(),
        notes: finding
            .notes
            .iter()
            .chain(&finding.help)
            .map(String::as_str)
            .collect(),
        url: rules::find(diagnostic.rule).map(Entry::url),
        fix: finding.fix.as_ref().map(|fix| Fix {
            title: &fix.title,
            applicability: fix.applicability.name(),
            edits: fix
                .edits
                .iter()
                .map(|edit| Edit {
                    file: file(edit.span),
                    start: edit.span.start,
                    end: edit.span.end,
                    text: &edit.text,
                })
                .collect(),
        }),
    }
}

fn range(sources: &[Arc<Source>], span: Span) -> Range {
    let source = &sources[span.file];
    let position = |offset| {
        let crate::source::Position { line, column } = source.position(offset);
        Position {
            line,
            column,
            offset,
        }
    };
    Range {
        start: position(span.start),
        end: position(span.end),
    }
}

/// serde escapes the characters that JSON forbids; DEL, C1 and those that
/// reorder text are escaped here. They can only stand in strings.
fn escape_harmful(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if is_harmful(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    // GitHub's runner takes it for a command wherever it stands.
    text.replace("##[", "#\\u0023[")
}
