//! What conditions come to, on blocks that say all kinds of things.

use std::fmt::Write as _;

use super::{folder, found, text};
use crate::support::Folder;

pub(super) const MODULE: &str = include_str!("conditions.tf");

/// What comes of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    True,
    False,
    /// It decides nothing.
    Open,
    /// It fails with the block's values.
    Fails,
}
use Comes::{Fails, False, Open, True};

const CONDITIONS: &str = include_str!("conditions.txt");

const APP: &str = "resource_policy \"coder_app\"";

/// The conditions, each with its kind of block and what it comes to.
fn conditions() -> Vec<(&'static str, &'static str, Comes)> {
    let mut block = "";
    let mut conditions = Vec::new();
    for line in CONDITIONS.lines() {
        let Some(row) = line.strip_prefix("  ") else {
            block = line;
            continue;
        };
        let (comes, condition) = row.split_at(6);
        let comes = match comes.trim() {
            "true" => True,
            "false" => False,
            "open" => Open,
            "fails" => Fails,
            other => panic!("{other}: {line}"),
        };
        conditions.push((block, condition, comes));
    }
    assert!(conditions.len() > 90);
    conditions
}

#[test]
fn conditions_come_to_what_they_say() {
    let mut policies = String::new();
    for (index, (block, condition, _)) in conditions().into_iter().enumerate() {
        let _ = write!(
            policies,
            "{block} \"c{index}\" {{\n  enforce {{\n    condition     = {condition}\n    error_message = \"no\"\n  }}\n}}\n"
        );
    }
    let folder = folder(&policies, MODULE);
    let run = folder.run(["--format", "json"]);
    let stderr = run.stderr();
    let report = run.json();
    let findings = report["diagnostics"].as_array().unwrap();
    for (index, (block, condition, expected)) in conditions().into_iter().enumerate() {
        let id = format!("c{index}");
        let is_found = findings.iter().any(|finding| text(&finding["rule"]) == id);
        let is_told = stderr.contains(&format!("policy `{id}` fails"));
        let comes = match (is_found, is_told) {
            (true, false) => False,
            (false, true) => Fails,
            (true, true) => panic!("{condition}: both"),
            (false, false) if expected == True => negated(block, condition),
            (false, false) => Open,
        };
        assert_eq!(comes, expected, "{block}: {condition}\n{stderr}");
    }
    assert_eq!(run.code(), 1, "some of them fail");
}

/// That a condition is true, and doesn't just decide nothing, shows in the
/// opposite.
fn negated(block: &str, condition: &str) -> Comes {
    let policy = format!(
        "{block} \"n\" {{\n  enforce {{\n    condition = !({condition})\n    error_message = \"no\"\n  }}\n}}\n"
    );
    let folder = folder(&policy, MODULE);
    match found(&folder, &["--only", "n"]).as_slice() {
        [] => Open,
        _ => True,
    }
}

#[test]
fn messages_show_what_is_known() {
    let messages = [
        (
            "\"slug ${attrs.slug}, icon ${attrs.icon}, ${attrs.hidden}\"",
            "slug web, icon (unknown), null",
        ),
        ("<<-EOT\n      two\n      lines\n    EOT\n", "two lines"),
        (
            "core::format(\"%s has %d\", meta.name, attrs.order)",
            "web has 3",
        ),
        (
            "attrs.order > 2 ? \"high: ${attrs.icon}\" : \"low\"",
            "high: (unknown)",
        ),
        ("\"${attrs.order < 2 ? \"low\" : \"high\"}\"", "high"),
        (
            "\"%{ if attrs.order > 2 }high%{ endif } ${attrs.healthcheck[*].interval}\"",
            "high [5,7]",
        ),
        ("\"a\\u001b[31mb\\n::error::c\"", "a\u{1b}[31mb ::error::c"),
    ];
    for (message, expected) in messages {
        let policy = format!(
            "{APP} \"own\" {{\n  enforce {{\n    condition = false\n    error_message = {message}\n  }}\n}}\n"
        );
        let folder = folder(&policy, MODULE);
        let report = folder.json(&["--only", "own"]);
        let shown = text(&report["diagnostics"][0]["message"]);
        assert_eq!(shown, expected, "{message}");
        let human = folder.run(["--only", "own"]).stdout();
        assert!(
            !human.contains('\u{1b}') && !human.contains("\n::"),
            "{human}"
        );
    }
}

#[test]
fn the_order_of_blocks_and_files_changes_nothing() {
    let policies: Vec<String> = conditions()
        .into_iter()
        .enumerate()
        .map(|(index, (block, condition, _))| {
            format!(
                "{block} \"c{index}\" {{\n  enforce {{\n    condition     = {condition}\n    error_message = \"${{meta.references}}\"\n  }}\n}}\n"
            )
        })
        .collect();
    let blocks: Vec<&str> = MODULE.split("\n\n").collect();
    let found_in = |policies: &[String], blocks: Vec<&str>| {
        let folder = Folder::with(&[
            (".coderlint.hcl", super::CONFIG),
            ("own.policy.hcl", &policies.concat()),
        ]);
        let half = blocks.len() / 2;
        folder.write("m/a.tf", blocks[half..].join("\n\n"));
        folder.write("m/z.tf", blocks[..half].join("\n\n"));
        let report = folder.json(&[]);
        let findings = report["diagnostics"].as_array().unwrap().iter();
        let mut found: Vec<String> = findings
            .map(|it| format!("{} {} {}", it["rule"], it["subject"], it["message"]))
            .filter(|it| it.starts_with("\"c"))
            .map(|it| it.replace("m/a.tf", "").replace("m/z.tf", ""))
            .collect();
        found.sort();
        found
    };
    // The file that a block is in is one of the facts.
    let policies: Vec<String> = policies
        .into_iter()
        .filter(|it| !it.contains("meta.file"))
        .collect();
    let first = found_in(&policies, blocks.clone());
    assert!(first.len() > 8, "{first:?}");
    let mut turned = policies.clone();
    turned.reverse();
    let mut backwards = blocks;
    backwards.reverse();
    assert_eq!(found_in(&turned, backwards), first);
}
