//! `--rules` and `--explain`: what the rules are.

use serde::Serialize;

use crate::report::Format;
use crate::rule::{Applicability, RuleInfo};
use crate::rules;

/// The list of rules.
pub(super) fn list(format: Format) -> String {
    if format == Format::Json {
        return json_list();
    }
    let width = rules::infos()
        .iter()
        .map(|rule| rule.id.len())
        .max()
        .unwrap_or(0);
    let heading = format!("{:width$}  level  fix     flags\n", "rule");
    let lines = rules::infos().iter().map(|rule| {
        format!(
            "{:width$}  {:5}  {:6}  {}\n",
            rule.id,
            rule.level.name(),
            fix(rule).unwrap_or("-"),
            rule.summary
        )
    });
    std::iter::once(heading).chain(lines).collect()
}

/// How far the rule's fixes can be trusted at best.
fn fix(rule: &RuleInfo) -> Option<&'static str> {
    rule.fix.map(Applicability::name)
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
    let rows: Vec<Row> = rules::infos()
        .iter()
        .map(|rule| Row {
            id: rule.id,
            level: rule.level.name(),
            fix: fix(rule),
            summary: rule.summary,
            url: rule.url(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&rows).unwrap_or_default();
    text.push('\n');
    text
}

/// A rule's page.
pub(super) fn page(rule: &RuleInfo, color: bool) -> String {
    let mut text = super::page::render(rule.page, color);
    text.push_str(&rule.url());
    text.push('\n');
    text
}
