//! Reviewdog's diagnostic format.
//!
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>

use serde::Serialize;

use super::{Report, json};
use crate::diagnostic::{Diagnostic, ModuleReport};
use crate::rule::Level;
use crate::source::{Source, Span};

#[derive(Serialize)]
struct Document<'r> {
    source: Tool,
    diagnostics: Vec<Line<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Line<'r> {
    message: String,
    location: Location<'r>,
    severity: &'static str,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'r>>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// 1-based; columns count UTF-8 bytes.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Suggestion<'r> {
    range: Range,
    text: &'r str,
}

pub(super) fn render(report: &Report) -> String {
    let document = Document {
        source: Tool {
            name: "coderlint",
            url: env!("CARGO_PKG_REPOSITORY"),
        },
        diagnostics: report
            .diagnostics()
            .map(|(module, diagnostic)| entry(module, diagnostic))
            .collect(),
    };
    json::text(&document)
}

fn entry<'r>(module: &'r ModuleReport, diagnostic: &'r Diagnostic) -> Line<'r> {
    let finding = &diagnostic.finding;
    let span = finding.primary.span;
    let source = &module.sources[span.file];
    let mut message = finding.message.clone();
    for note in finding.notes.iter().chain(&finding.help) {
        message.push('\n');
        message.push_str(note);
    }
    // A suggestion is one region of the file that the finding is in.
    let suggestion = finding
        .fix
        .as_ref()
        .and_then(|fix| match fix.edits.as_slice() {
            [only] if only.span.file == span.file => Some(Suggestion {
                range: range(source, only.span),
                text: &only.text,
            }),
            _ => None,
        });
    Line {
        message,
        location: Location {
            path: &source.name,
            range: range(source, span),
        },
        severity: match diagnostic.level {
            Level::Deny => "ERROR",
            Level::Warn | Level::Allow => "WARNING",
        },
        code: Code {
            value: diagnostic.rule.id,
            url: diagnostic.rule.url(),
        },
        suggestions: suggestion.into_iter().collect(),
    }
}

fn range(source: &Source, span: Span) -> Range {
    let position = |offset| {
        let (line, start) = source.line_of(offset);
        Position {
            line,
            column: offset - start + 1,
        }
    };
    Range {
        start: position(span.start),
        end: position(span.end),
    }
}
