//! More of something than any person writes.

use super::{check, numbered};
use crate::support::Folder;

/// Checks a module made of many such parts: how often a rule finds something there,
/// and what standard error says.
fn count(part: &str, times: usize, rule: &str, arguments: &[&str]) -> (usize, String) {
    count_in(&numbered(part, times), rule, arguments)
}

fn count_in(text: &str, rule: &str, arguments: &[&str]) -> (usize, String) {
    let folder = Folder::with(&[("many/main.tf", text)]);
    let checked = check(&folder, arguments);
    let found = checked.found.iter();
    let found = found.filter(|found| found.split(' ').next() == Some(rule));
    (found.count(), checked.stderr)
}

const KEY: &str = "variable \"k#_api_key\" {\n  type    = string\n  default = \"\"\n}\n\n\
    resource \"coder_env\" \"k#\" {\n  agent_id = \"x\"\n  name     = \"K#\"\n  value    = var.k#_api_key\n}\n\n";

#[test]
fn keys() {
    let (found, stderr) = count(KEY, 3000, "masked_parameter", &[]);
    assert_eq!((found, stderr.as_str()), (3000, ""));
}

/// So many that no opt-ins are added.
#[test]
fn keys_that_are_fixed() {
    let (found, stderr) = count(KEY, 2000, "masked_parameter", &["--fix"]);
    assert_eq!(found, 2000);
    assert!(stderr.starts_with("coderlint: note: fixed "), "{stderr}");
}

#[test]
fn uses_of_one_key() {
    let uses = "resource \"coder_env\" \"k#\" {\n  name  = \"K#\"\n  value = var.api_key\n}\n";
    let text = "variable \"api_key\" {\n}\n".to_owned() + &numbered(uses, 20_000);
    assert_eq!(count_in(&text, "masked_parameter", &[]).0, 1);
}

#[test]
fn hardcoded_keys() {
    let part = "locals {\n  k#_api_key = \"q7Zk3XwJ9tNb2GvMq4Ys8Rf#x\"\n}\n";
    assert_eq!(count(part, 5000, "hardcoded_key", &[]).0, 5000);
}

#[test]
fn findings_with_fixes() {
    let part = "variable \"k#_api_key\" {}\n";
    assert_eq!(count(part, 20_000, "sensitive_variable", &[]).0, 10_000);
}

#[test]
fn parameters_of_one_name() {
    let part = "data \"coder_parameter\" \"k#\" {\n  name = \"name\"\n}\n";
    assert_eq!(count(part, 5000, "parameter_name", &[]).0, 5000);
}

/// A reader has long given up.
#[test]
fn broken_blocks() {
    let part = "variable \"a\" {\n= =\n}\n";
    let (found, stderr) = count(
        part,
        50_000,
        "syntax_error",
        &["--output", "sarif=report.sarif"],
    );
    assert_eq!(found, 10_000);
    assert_eq!(
        stderr,
        "coderlint: error: many: more than 10000 findings; the others are not reported\n"
    );
}

#[test]
fn comments_that_ignore() {
    let part = "// coderlint-ignore: masked_parameter, sensitive_variable, x#\nvariable \"k#_api_key\" {}\n";
    assert_eq!(count(part, 4000, "unused_ignore", &[]).0, 8000);
}

#[test]
fn dense_texts() {
    let members = "a = 1, ".repeat(9_000);
    for text in [
        format!("locals {{\n  a = [{}]\n}}\n", "1,".repeat(300_000)),
        format!("locals {{\n  a = {{ {members} }}\n}}\n"),
        "a{}\n".repeat(100_000),
        "a\n".repeat(300_000),
    ] {
        assert_eq!(count_in(&text, "syntax_error", &[]).1, "");
    }
}

#[test]
fn texts_too_dense_to_be_read() {
    for text in [
        format!("locals {{\n  a = [{}]\n}}\n", "1,".repeat(2_000_000)),
        "a{}\n".repeat(700_000),
    ] {
        let (found, stderr) = count_in(&text, "syntax_error", &[]);
        assert_eq!(found, 0);
        assert_eq!(
            stderr,
            "coderlint: error: many/main.tf: too large and too complex to parse\n"
        );
    }
}
