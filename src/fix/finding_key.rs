//! How a finding is known again after a change elsewhere.

use std::collections::{BTreeMap, HashMap};

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

/// The findings that are gone, by module and rule: how many of each. What came up
/// since doesn't count.
pub type Gone = BTreeMap<ModuleName, BTreeMap<&'static str, usize>>;

/// A module as shown to people.
type ModuleName = String;

/// Which findings there were that are gone.
pub fn gone(before: &[ModuleReport], after: &[ModuleReport]) -> Gone {
    let mut after = by_subject(after);
    let mut gone = Gone::new();
    for (about, count) in by_subject(before) {
        let count = count.saturating_sub(after.remove(&about).unwrap_or_default());
        if count > 0 {
            let of_module = gone.entry(about.module).or_default();
            *of_module.entry(about.rule).or_default() += count;
        }
    }
    gone
}

/// What findings of a rule are about.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About {
    module: ModuleName,
    rule: &'static str,
    file: String,
    subject: Option<String>,
}

/// How many findings there are of one rule about one thing.
fn by_subject(reports: &[ModuleReport]) -> BTreeMap<About, usize> {
    let mut counts = BTreeMap::new();
    for report in reports {
        for diagnostic in &report.diagnostics {
            let key = key(report, diagnostic);
            let about = About {
                module: report.name.clone(),
                rule: key.rule,
                file: key.file,
                subject: key.subject,
            };
            *counts.entry(about).or_default() += 1;
        }
    }
    counts
}
