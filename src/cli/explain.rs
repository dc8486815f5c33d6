//! `--rules` and `--explain`: what the rules are.

use serde::Serialize;

use crate::diagnostic::Applicability;
use crate::report::Format;
use crate::rule::Entry;
use crate::rules::RULES;

/// The list of rules.
pub(super) fn list(format: Format) -> String {
    if format == Format::Json {
        return json_list();
    }
    let width = RULES.iter().map(|entry| entry.id.len()).max().unwrap_or(0);
    let heading = format!("{:width$}  level  fix     flags\n", "rule");
    let lines = RULES.iter().map(|entry| {
        format!(
            "{:width$}  {:5}  {:6}  {}\n",
            entry.id,
            entry.rule.level().name(),
            fix(entry).unwrap_or("-"),
            entry.rule.summary()
        )
    });
    std::iter::once(heading).chain(lines).collect()
}

/// How far the rule's fixes can be trusted at best.
fn fix(entry: &Entry) -> Option<&'static str> {
    entry.rule.fix().map(Applicability::name)
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    level: &'static str,
    fix: Option<&'static str>,
    summary: &'static str,
    url: String,
}

fn json_list() -> String {
    let rows: Vec<Row> = RULES
        .iter()
        .map(|entry| Row {
            id: entry.id,
            level: entry.rule.level().name(),
            fix: fix(entry),
            summary: entry.rule.summary(),
            url: entry.url(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

/// A rule's page.
pub(super) fn page(entry: &Entry, color: bool) -> String {
    let mut text = super::page::render(entry.doc, color);
    text.push_str(&entry.url());
    text.push('\n');
    text
}
