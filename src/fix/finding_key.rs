//! How a finding is known again after a change elsewhere.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, ModuleReport};

/// What makes a finding the same before and after a change elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct FindingKey {
    pub(super) rule: &'static str,
    pub(super) file: String,
    pub(super) subject: Option<String>,
    message: String,
}

pub(super) fn key(report: &ModuleReport, diagnostic: &Diagnostic) -> FindingKey {
    let finding = &diagnostic.finding;
    FindingKey {
        rule: diagnostic.rule.id,
        file: report.sources[finding.primary.span.file].name.clone(),
        subject: finding.subject.clone(),
        message: finding.message.clone(),
    }
}

pub(super) fn counts(report: &ModuleReport) -> HashMap<FindingKey, usize> {
    let mut counts = HashMap::new();
    for diagnostic in &report.diagnostics {
        *counts.entry(key(report, diagnostic)).or_default() += 1;
    }
    counts
}

/// How many findings there were that are gone; what came up since doesn't count.
pub fn gone(before: &[ModuleReport], after: &[ModuleReport]) -> usize {
    let (before, mut after) = (by_subject(before), by_subject(after));
    let gone = before.into_iter().map(|(finding, count)| {
        let left = after.remove(&finding).unwrap_or_default();
        count.saturating_sub(left)
    });
    gone.sum()
}

/// A rule, a file, and what the finding is about there.
type About = (&'static str, String, Option<String>);

/// How many findings there are of one rule about one thing.
fn by_subject(reports: &[ModuleReport]) -> HashMap<About, usize> {
    let mut counts = HashMap::new();
    for report in reports {
        for diagnostic in &report.diagnostics {
            let FindingKey {
                rule,
                file,
                subject,
                ..
            } = key(report, diagnostic);
            *counts.entry((rule, file, subject)).or_default() += 1;
        }
    }
    counts
}
