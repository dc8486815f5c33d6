//! `--rules` and `--explain`: what the rules are.

use serde::Serialize;

use crate::report::Format;
use crate::rule::Entry;
use crate::rules::RULES;

/// The list of rules.
pub(super) fn list(format: Format) -> String {
    if format == Format::Json {
        return json_list();
    }
    let width = RULES.iter().map(|entry| entry.id.len()).max().unwrap_or(0);
    let lines = RULES.iter().map(|entry| {
        format!(
            "{:width$}  {:5}  {}\n",
            entry.id,
            entry.rule.level().name(),
            entry.rule.summary()
        )
    });
    lines.collect()
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    level: &'static str,
    summary: &'static str,
}

fn json_list() -> String {
    let rows: Vec<Row> = RULES
        .iter()
        .map(|entry| Row {
            id: entry.id,
            level: entry.rule.level().name(),
            summary: entry.rule.summary(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

/// A rule's page.
pub(super) fn page(entry: &Entry) -> String {
    let mut text = entry.doc.trim_end().to_owned();
    text.push('\n');
    text
}
