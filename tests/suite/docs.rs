//! The rules' pages: their examples are run, their headings and the README's
//! table are held against the code.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use crate::api::{Applicability, Level, RuleInfo, infos};
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

/// What a rule says of some code; of two blocks that clash it says the same.
/// An example in a module of its own, with the configuration that the page shows.
fn folder_of(entry: &RuleInfo, file: &str, code: &str) -> Folder {
    let config = entry.page.split("```hcl\n# .coderlint.hcl\n").nth(1);
    let config = config.and_then(|rest| rest.split("```").next());
    let config = config.unwrap_or_default();
    Folder::with(&[(file, code), (".coderlint.hcl", config)])
}

fn messages_in(code: &str, entry: &RuleInfo) -> BTreeSet<String> {
    let folder = folder_of(entry, "main.tf", code);
    let level = match entry.level {
        Level::Deny => "-D",
        Level::Warn | Level::Allow => "-W",
    };
    let report = folder.json(&[level, entry.id]);
    let found = report["diagnostics"].as_array().unwrap().iter();
    found
        .filter(|finding| finding["rule"] == entry.id)
        .map(|finding| finding["message"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn every_example_does_what_it_says() {
    for entry in infos() {
        let (bad, good) = (fences(entry.page, "bad"), fences(entry.page, "good"));
        assert!(
            !bad.is_empty() && !good.is_empty(),
            "{} has examples",
            entry.id
        );
        for code in bad {
            assert_eq!(messages_in(&code, entry).len(), 1, "{}:\n{code}", entry.id);
        }
        for code in good {
            let messages = messages_in(&code, entry);
            assert_eq!(messages, BTreeSet::new(), "{}:\n{code}", entry.id);
            // What we tell people to write is clean by every rule.
            let folder = folder_of(entry, "main.tf", &code);
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
    for entry in infos().iter().filter(|entry| entry.fix.is_some()) {
        let (bad, good) = (fences(entry.page, "bad"), fences(entry.page, "good"));
        let folder = folder_of(entry, "acme/main.tf", &bad[0]);
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
    for entry in infos() {
        let headings: Vec<&str> = entry
            .page
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(headings, HEADINGS, "{}", entry.id);
        assert!(
            entry.page.starts_with(&format!("# `{}`\n", entry.id)),
            "{}",
            entry.id
        );
    }
}

#[test]
fn every_option_is_on_its_page() {
    for entry in infos() {
        let (_, options) = entry.page.split_once("## Options\n").unwrap();
        let listed: Vec<&str> = options
            .lines()
            .filter_map(|line| line.strip_prefix("- `")?.split('`').next())
            .collect();
        let known: Vec<&str> = entry.options.iter().map(|option| option.name).collect();
        assert_eq!(listed, known, "{}", entry.id);
        assert_eq!(options.trim() == "None.", known.is_empty(), "{}", entry.id);
    }
}

#[test]
fn pages_are_readable_at_eighty_columns() {
    for entry in infos() {
        let mut in_code = false;
        for line in entry.page.lines() {
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
    for entry in infos() {
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

/// The pages beside the code that they are about, but for the rules' own.
pub(crate) const PAGES: &[&str] = &[
    "README.md",
    "rules/README.md",
    "src/config/README.md",
    "src/fix/README.md",
    "src/lsp/README.md",
    "src/policy/README.md",
    "src/report/README.md",
    ".github/actions/coderlint/README.md",
    ".github/CHANGELOG.md",
    ".github/RECIPES.md",
];

/// As GitHub names a heading in a link.
fn anchor(heading: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || "-_ ".contains(*letter);
    let text: String = heading.to_lowercase().chars().filter(kept).collect();
    text.trim().replace(' ', "-")
}

#[test]
fn links_lead_somewhere() {
    let mut count = 0;
    for page in PAGES.iter().chain(&[".github/CONTRIBUTING.md"]) {
        let path = repository().join(page);
        let text = fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1) {
            let link = link.split(')').next().unwrap();
            // What is ours by its address is here, too.
            let ours = "https://github.com/coderlint/coderlint";
            let (target, fragment) = match link.strip_prefix(ours) {
                Some(rest) if rest.is_empty() || rest.starts_with('#') => {
                    (repository().join("README.md"), rest.strip_prefix('#'))
                }
                _ if link.starts_with("https:") => continue,
                _ => {
                    let (file, fragment) = link
                        .split_once('#')
                        .map_or((link, None), |(a, b)| (a, Some(b)));
                    let target = path.parent().unwrap().join(file);
                    (
                        if file.is_empty() {
                            path.clone()
                        } else {
                            target
                        },
                        fragment,
                    )
                }
            };
            assert!(target.exists(), "{page}: {link}");
            if let Some(fragment) = fragment {
                let text = fs::read_to_string(target).unwrap();
                let mut headings = text.lines().filter(|line| line.starts_with('#'));
                let is_there =
                    headings.any(|line| anchor(line.trim_start_matches('#')) == fragment);
                assert!(is_there, "{page}: {link}");
            }
            count += 1;
        }
    }
    assert!(count > 25, "{count}");
}

/// Each command of the pages that begins with `coderlint` works on a tree that
/// has what it names.
#[test]
fn commands_on_the_pages_work() {
    let mut count = 0;
    for page in PAGES {
        let text = fs::read_to_string(repository().join(page)).unwrap();
        let blocks = text.split("```sh\n").skip(1);
        let lines = blocks.flat_map(|rest| rest.split("```").next().unwrap().lines());
        for line in lines {
            let command = line.split(" #").next().unwrap().trim();
            let Some(arguments) = command.strip_prefix("coderlint") else {
                let known = ["uvx", "npx", "cargo", "docker", "bun", "cd "];
                assert!(
                    known.iter().any(|tool| command.starts_with(tool)),
                    "{page}: {line}"
                );
                continue;
            };
            let folder = Folder::with(&[
                ("main.tf", crate::support::KEY_MODULE),
                ("modules/acme/main.tf", crate::support::KEY_MODULE),
            ]);
            folder.run(["--write-baseline", ".coderlint-baseline.json"]);
            let run = folder.run(arguments.split_whitespace());
            assert!(
                [0, 2].contains(&run.code()),
                "{page}: {line}: {}",
                run.stderr()
            );
            count += 1;
        }
    }
    assert!(count > 8, "{count}");
}

/// Only tables and code are wider.
#[test]
fn pages_beside_the_code_are_readable_at_eighty_columns() {
    for page in PAGES {
        let text = fs::read_to_string(repository().join(page)).unwrap();
        let mut in_code = false;
        for line in text.lines() {
            in_code ^= line.starts_with("```");
            let is_free = in_code || line.starts_with('|');
            assert!(is_free || line.chars().count() <= 80, "{page}: {line}");
        }
    }
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    assert!(readme.lines().count() <= 150, "an entry page");
}

#[test]
fn the_page_of_the_rules_lists_them() {
    let mut table = String::from("| rule | level | fix | flags |\n| --- | --- | --- | --- |\n");
    for entry in infos() {
        let _ = writeln!(
            table,
            "| [`{id}`]({id}/README.md) | {} | {} | {} |",
            entry.level.name(),
            entry.fix.map_or("", Applicability::name),
            entry.summary,
            id = entry.id
        );
    }
    let path = repository().join("rules/README.md");
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
        "rules/README.md is stale; write it with `BLESS=1 cargo test`:\n{table}"
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
fn the_json_on_the_page_is_the_examples() {
    let readme = fs::read_to_string(repository().join("src/report/README.md")).unwrap();
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

/// Which rules apply to any Terraform module is what the engine goes by.
#[test]
fn the_page_of_the_rules_names_those_that_apply_to_any_module() {
    let readme = fs::read_to_string(repository().join("rules/README.md")).unwrap();
    let paragraph = readme
        .split("\n\n")
        .find(|text| text.starts_with("Most rules apply only"));
    let paragraph = paragraph.expect("says where rules apply");
    for entry in infos() {
        let is_named = paragraph.contains(&format!("`{}`", entry.id));
        assert_eq!(is_named, entry.is_about_any, "{}", entry.id);
    }
}
