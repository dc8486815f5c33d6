//! The rules' pages: their examples are run, their headings and the README's
//! table are held against the code.

use std::fmt::Write as _;
use std::fs;

use crate::api::{Applicability, Entry, Level, RULES};
use crate::support::{Folder, findings, repository};

const HEADINGS: &[&str] = &[
    "## What it does",
    "## Why is this bad?",
    "## Example",
    "## Use instead",
    "## Fix safety",
    "## Options",
];

/// The code of the fences of a page that are marked with a word.
fn fences(page: &str, mark: &str) -> Vec<String> {
    let opening = format!("```hcl {mark}\n");
    page.split(&opening)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

fn findings_in(code: &str, entry: &Entry) -> Vec<String> {
    let folder = Folder::with(&[("main.tf", code)]);
    let level = match entry.rule.level() {
        Level::Deny => "-D",
        Level::Warn | Level::Allow => "-W",
    };
    let found = findings(&folder.json(&[level, entry.id]));
    let own = format!("{} ", entry.id);
    found
        .into_iter()
        .filter(|finding| finding.starts_with(&own))
        .collect()
}

#[test]
fn every_example_does_what_it_says() {
    for entry in RULES {
        let (bad, good) = (fences(entry.doc, "bad"), fences(entry.doc, "good"));
        assert!(
            !bad.is_empty() && !good.is_empty(),
            "{} has examples",
            entry.id
        );
        for code in bad {
            assert_eq!(findings_in(&code, entry).len(), 1, "{}:\n{code}", entry.id);
        }
        for code in good {
            assert_eq!(findings_in(&code, entry), [""; 0], "{}:\n{code}", entry.id);
            // What we tell people to write is clean by every rule.
            let folder = Folder::with(&[("main.tf", &code)]);
            assert_eq!(
                findings(&folder.json(&[])),
                [""; 0],
                "{}:\n{code}",
                entry.id
            );
        }
    }
}

/// What the fix makes of what is flagged is what the page says to write.
#[test]
fn fixed_examples_are_what_to_write_instead() {
    for entry in RULES.iter().filter(|entry| entry.rule.fix().is_some()) {
        let (bad, good) = (fences(entry.doc, "bad"), fences(entry.doc, "good"));
        let folder = Folder::with(&[("acme/main.tf", &bad[0])]);
        folder.run(["--fix", "--unsafe-fixes", "--only", entry.id]);
        let fixed = fs::read_to_string(folder.join("acme/main.tf")).unwrap();
        // Names that clash take two modules.
        if entry.id != "parameter_name" {
            assert_eq!(fixed, good[0], "{}", entry.id);
        }
    }
}

#[test]
fn every_page_has_the_same_headings() {
    for entry in RULES {
        let headings: Vec<&str> = entry
            .doc
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(headings, HEADINGS, "{}", entry.id);
        assert!(
            entry.doc.starts_with(&format!("# `{}`\n", entry.id)),
            "{}",
            entry.id
        );
    }
}

#[test]
fn every_option_is_on_its_page() {
    for entry in RULES {
        let (_, options) = entry.doc.split_once("## Options\n").unwrap();
        let listed: Vec<&str> = options
            .lines()
            .filter_map(|line| line.strip_prefix("- `")?.split('`').next())
            .collect();
        let known: Vec<&str> = entry
            .rule
            .options()
            .iter()
            .map(|option| option.name)
            .collect();
        assert_eq!(listed, known, "{}", entry.id);
        assert_eq!(options.trim() == "None.", known.is_empty(), "{}", entry.id);
    }
}

#[test]
fn pages_are_readable_at_eighty_columns() {
    for entry in RULES {
        let mut in_code = false;
        for line in entry.doc.lines() {
            in_code ^= line.starts_with("```");
            assert!(
                in_code || line.chars().count() <= 80,
                "{}: {line}",
                entry.id
            );
        }
    }
}

/// As the terminal shows them, too; only code may be longer.
#[test]
fn explained_pages_are_readable_at_eighty_columns() {
    for entry in RULES {
        let run = Folder::new().run(["--explain", entry.id]);
        assert_eq!(run.code(), 0);
        let text = run.stdout();
        assert!(
            text.ends_with(&format!("/rules/{}/README.md\n", entry.id)),
            "{text}"
        );
        for line in text.lines().filter(|line| !line.starts_with("    ")) {
            assert!(
                line.chars().count() <= 80 || line.starts_with("https:"),
                "{line}"
            );
            assert!(!line.starts_with('#') && !line.contains("```"), "{line}");
        }
        let colored = Folder::new().run(["--color", "always", "--explain", entry.id]);
        assert!(colored.stdout().contains("\u{1b}["));
    }
}

#[test]
fn the_readme_lists_the_rules() {
    let mut table = String::from("| rule | level | fix | flags |\n| --- | --- | --- | --- |\n");
    for entry in RULES {
        let _ = writeln!(
            table,
            "| [`{id}`](rules/{id}/README.md) | {} | {} | {} |",
            entry.rule.level().name(),
            entry.rule.fix().map_or("", Applicability::name),
            entry.rule.summary(),
            id = entry.id
        );
    }
    let path = repository().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme
        .split_once("<!-- rules -->\n")
        .expect("a place for the table");
    let (found, after) = rest
        .split_once("<!-- /rules -->")
        .expect("the end of the table");
    if found.trim() == table.trim() {
        return;
    }
    assert!(
        std::env::var_os("BLESS").is_some() && std::env::var_os("CI").is_none(),
        "README.md's table of rules is stale; write it with `BLESS=1 cargo test`:\n{table}"
    );
    let text = format!("{before}<!-- rules -->\n\n{table}\n<!-- /rules -->{after}");
    fs::write(path, text).unwrap();
}

#[test]
fn the_readmes_diagnostic_is_a_real_one() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let shown = readme
        .split("```text\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("a diagnostic as it looks");
    let run = crate::support::run_in(repository(), ["tests/example"]);
    assert_eq!(run.stdout().trim(), shown.trim());
}

#[test]
fn the_readmes_json_is_the_examples() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let shown = readme
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("a report as JSON");
    let mut shown: serde_json::Value = serde_json::from_str(shown).unwrap();
    let mut real =
        crate::support::run_in(repository(), ["tests/example", "--format", "json"]).json();
    // These are elided.
    for report in [&mut shown, &mut real] {
        let diagnostic = report["diagnostics"][0].as_object_mut().unwrap();
        let is_list =
            |value: Option<serde_json::Value>| !value.unwrap().as_array().unwrap().is_empty();
        for elided in ["labels", "notes"] {
            assert!(is_list(diagnostic.remove(elided)));
        }
        assert!(diagnostic.remove("help").unwrap().is_string());
        let fix = diagnostic["fix"].as_object_mut().unwrap();
        assert!(is_list(fix.remove("edits")));
    }
    assert_eq!(shown, real);
}
