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
