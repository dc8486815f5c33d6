//! GitLab's code quality report.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use serde::Serialize;

use super::{Report, json};
use crate::rule::Level;

#[derive(Serialize)]
struct Violation<'r> {
    description: &'r str,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

pub(super) fn render(report: &Report) -> String {
    let violations = report.identified().map(|(module, diagnostic, identity)| {
        let span = diagnostic.finding.primary.span;
        let source = &module.sources[span.file];
        Violation {
            description: &diagnostic.finding.message,
            check_name: diagnostic.rule.id,
            fingerprint: identity.fingerprint(),
            severity: match diagnostic.level {
                Level::Deny => "major",
                Level::Warn | Level::Allow => "minor",
            },
            location: Location {
                path: &source.name,
                lines: Lines {
                    begin: source.position(span.start).line,
                    end: source.position(span.end).line,
                },
            },
        }
    });
    json::text(&violations.collect::<Vec<_>>())
}
