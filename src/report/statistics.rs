//! How many findings there are by rule and by module.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::{Format, Report, Summary, human, json};
use crate::printable;

#[derive(Serialize)]
struct Statistics<'r> {
    version: u32,
    rules: Vec<Count<'r>>,
    modules: Vec<Count<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Count<'r> {
    #[serde(flatten)]
    name: Name<'r>,
    findings: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Name<'r> {
    Rule(&'r str),
    Module(&'r str),
}

pub(super) fn render(report: &Report, format: Format) -> String {
    let statistics = Statistics {
        version: 1,
        rules: counts(report.diagnostics().map(|(_, d)| d.rule.id), Name::Rule),
        modules: counts(
            report.diagnostics().map(|(m, _)| m.name.as_str()),
            Name::Module,
        ),
        summary: report.summary(),
    };
    if format == Format::Json {
        return json::text(&statistics);
    }
    let mut text = String::new();
    table(&mut text, "rule", &statistics.rules);
    table(&mut text, "module", &statistics.modules);
    text.push_str(&human::summary(report));
    printable::lines(&text)
}

/// The most findings first; among equals by name.
fn counts<'r>(
    names: impl Iterator<Item = &'r str>,
    name: fn(&'r str) -> Name<'r>,
) -> Vec<Count<'r>> {
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names {
        *counted.entry(name).or_default() += 1;
    }
    let mut counts: Vec<Count<'_>> = counted
        .into_iter()
        .map(|(text, findings)| Count {
            name: name(text),
            findings,
        })
        .collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.findings));
    counts
}

fn table(text: &mut String, heading: &str, counts: &[Count<'_>]) {
    if counts.is_empty() {
        return;
    }
    let _ = writeln!(text, "findings  {heading}");
    for count in counts {
        let (Name::Rule(name) | Name::Module(name)) = count.name;
        let _ = writeln!(text, "{:>8}  {}", count.findings, printable::line(name));
    }
    text.push('\n');
}
