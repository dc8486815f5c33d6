//! The problem matchers in `.github/`, applied as their receivers apply them.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::reports::{Row, nasty, run, shown_rows};
use crate::support::repository;

/// One problem matcher, as GitHub's runner applies it (actions/runner,
/// `IssueMatcher.cs`): patterns match consecutive lines, a line that does not
/// fit starts over.
pub(crate) fn matched(matcher: &Value, output: &str) -> Vec<Row> {
    let patterns = matcher["pattern"]
        .as_array()
        .cloned()
        .unwrap_or_else(|| vec![matcher["pattern"].clone()]);
    let expressions: Vec<regex_lite::Regex> = patterns
        .iter()
        .map(|pattern| regex_lite::Regex::new(pattern["regexp"].as_str().unwrap()).unwrap())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    let mut fields: BTreeMap<&str, String> = BTreeMap::new();
    for line in output.lines() {
        let mut captures = expressions[at].captures(line);
        if captures.is_none() && at > 0 {
            fields.clear();
            at = 0;
            captures = expressions[0].captures(line);
        }
        let Some(captures) = captures else { continue };
        for field in ["file", "line", "column", "severity", "code", "message"] {
            if let Some(group) = patterns[at][field].as_u64() {
                let group = usize::try_from(group).unwrap();
                fields.insert(field, captures[group].to_owned());
            }
        }
        at += 1;
        if at == expressions.len() {
            found.push((
                fields["code"].clone(),
                fields["severity"].clone(),
                fields["file"].clone(),
                fields["line"].parse().unwrap(),
                fields["column"].parse().unwrap(),
                fields["message"].clone(),
            ));
            fields.clear();
            at = 0;
        }
    }
    found
}

/// A file of `.github`.
pub(crate) fn read(name: &str) -> Value {
    let text = fs::read_to_string(repository().join(".github").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn problem_matchers_capture_every_finding_once() {
    let github = read("problem-matcher.json");
    let vscode = read("vscode-tasks.json");
    let folder = nasty();
    let (human, short) = (run(&folder, "human"), run(&folder, "short"));
    let broken = |text: &str| {
        let text = text.replace("##[", "## [");
        if text.starts_with("::") {
            text.replacen("::", ": :", 1)
        } else {
            text
        }
    };
    let expected: Vec<Row> = shown_rows(&folder.json(&[]))
        .into_iter()
        .map(|row| (row.0, row.1, broken(&row.2), row.3, row.4, broken(&row.5)))
        .collect();
    let matchers = &github["problemMatcher"];
    assert_eq!(matched(&matchers[1], &short), expected);
    assert_eq!(
        matched(&vscode["tasks"][0]["problemMatcher"], &short),
        expected
    );
    assert_eq!(matched(&matchers[1], &human), []);
    assert_eq!(matched(&matchers[0], &short), []);
    // In the middle of a line `::` is no command.
    let expected: Vec<Row> = expected
        .into_iter()
        .map(|mut row| {
            row.2 = row.2.replacen(": :", "::", 1);
            row
        })
        .collect();
    assert_eq!(matched(&matchers[0], &human), expected);
}
