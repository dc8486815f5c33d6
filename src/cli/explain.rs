//! `--rules` and `--explain`: what the rules are.

use serde::Serialize;

use crate::printable;
use crate::report::{Format, json_text};
use crate::rule::{Applicability, RuleInfo};

/// The list of rules.
pub(super) fn list(rules: &[&'static RuleInfo], format: Format) -> String {
    if format == Format::Json {
        return json_list(rules);
    }
    let width = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let heading = format!("{:width$}  level  fix     flags\n", "rule");
    let lines = rules.iter().map(|rule| {
        let columns = format!(
            "{:width$}  {:5}  {:6}  ",
            rule.id,
            rule.level.name(),
            fix(rule).unwrap_or("-"),
        );
        wrapped(&columns, &printable::line(rule.summary))
    });
    let list: String = std::iter::once(heading).chain(lines).collect();
    printable::lines(&list)
}

/// How many columns a screen has at least.
const COLUMNS: usize = 80;

/// A text after the columns before it, in lines that fit a screen.
fn wrapped(before: &str, text: &str) -> String {
    let mut lines = vec![before.to_owned()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is one");
        let is_first = line.len() == before.len();
        if !is_first && line.chars().count() + 1 + word.chars().count() > COLUMNS {
            lines.push(format!("{}{word}", " ".repeat(before.len())));
        } else {
            line.push_str(if is_first { "" } else { " " });
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
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
    url: Option<String>,
}

fn json_list(rules: &[&'static RuleInfo]) -> String {
    let rows: Vec<Row> = rules
        .iter()
        .map(|rule| Row {
            id: rule.id,
            level: rule.level.name(),
            fix: fix(rule),
            summary: rule.summary,
            url: rule.url(),
        })
        .collect();
    json_text(&rows)
}

/// A rule's page.
pub(super) fn page(rule: &RuleInfo, color: bool) -> String {
    let mut text = super::page::render(&printable::text(rule.page), color);
    if let Some(url) = rule.url() {
        text.push_str(&printable::line(&url));
        text.push('\n');
    }
    printable::lines(&text)
}
