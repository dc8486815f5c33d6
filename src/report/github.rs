//! GitHub's workflow commands: each finding becomes an annotation.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use std::fmt::Write as _;

use super::Report;
use crate::printable;

/// GitHub cuts longer messages, in characters.
const MAX_MESSAGE: usize = 4096;

/// How many annotations of a level GitHub shows for a step.
///
/// <https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations>
const MAX_ANNOTATIONS: usize = 10;

/// What GitHub doesn't show of a report.
pub(super) fn cut(report: &Report) -> Option<String> {
    let summary = report.summary();
    let counts = [(summary.errors, "errors"), (summary.warnings, "warnings")];
    let over: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > MAX_ANNOTATIONS)
        .map(|(count, level)| format!("{MAX_ANNOTATIONS} of {count} {level}"))
        .collect();
    (!over.is_empty()).then(|| {
        format!(
            "coderlint: note: GitHub only annotates {}; `--output markdown=\"$GITHUB_STEP_SUMMARY\"` lists all\n",
            over.join(" and ")
        )
    })
}

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for (module, diagnostic) in report.diagnostics() {
        let finding = &diagnostic.finding;
        let span = finding.primary.span;
        let source = &module.sources[span.file];
        let (start, end) = (source.position(span.start), source.position(span.end));
        let mut properties = format!(
            "file={},line={},endLine={}",
            property(&source.name),
            start.line,
            end.line
        );
        // GitHub refuses columns over several lines.
        if start.line == end.line {
            let _ = write!(properties, ",col={},endColumn={}", start.column, end.column);
        }
        let mut message = finding.message.clone();
        for note in finding.notes.iter().chain(&finding.help) {
            message.push('\n');
            message.push_str(note);
        }
        let url = diagnostic.rule.url();
        let see = url.map_or_else(String::new, |url| format!("\nsee: {url}"));
        let mut message: String = message
            .chars()
            .take(MAX_MESSAGE.saturating_sub(see.len()))
            .collect();
        message.push_str(&see);
        let message = message.split('\n').map(printable::line).collect::<Vec<_>>();
        let _ = writeln!(
            text,
            "::{} {properties},title={}::{}",
            diagnostic.level.severity(),
            property(&format!("coderlint {}", diagnostic.rule.id)),
            data(&message.join("\n"))
        );
    }
    text
}

/// What stands after `::`: `%` first, so that nothing is escaped twice.
fn data(text: &str) -> String {
    // `##[` is a command, too, wherever it stands.
    let text = text.replace('%', "%25").replace("##[", "## [");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&printable::line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}
