//! The repository itself: folders and lists agree, cases are complete,
//! messages keep their form.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use coderlint::rules::infos;

use crate::support::repository;

fn folders(path: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect()
}

#[test]
fn folders_and_the_list_of_rules_agree() {
    let listed: BTreeSet<String> = infos().iter().map(|entry| entry.id.to_owned()).collect();
    assert_eq!(folders(&repository().join("rules")), listed);
    assert_eq!(listed.len(), infos().len(), "each rule once");
}

#[test]
fn every_rule_has_cases_of_both_kinds_and_each_is_complete() {
    for entry in infos() {
        let cases = repository().join("rules").join(entry.id).join("cases");
        let names = folders(&cases);
        for kind in ["bad_", "good_"] {
            assert!(
                names.iter().any(|name| name.starts_with(kind)),
                "{} has no {kind} case",
                entry.id
            );
        }
        for name in names {
            // The runner finds cases by their main.tf.
            for file in ["main.tf", "expected.txt"] {
                let path = cases.join(&name).join(file);
                assert!(path.is_file(), "{} is missing", path.display());
            }
        }
        let has_fixed_form = folders(&cases)
            .iter()
            .any(|name| cases.join(name).join("fixed").is_dir());
        assert_eq!(
            has_fixed_form,
            entry.fix.is_some(),
            "{} declares the fixes that it has",
            entry.id
        );
        let stray = fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap());
        let stray: Vec<PathBuf> = stray
            .map(|entry| entry.path())
            .filter(|path| !path.is_dir())
            .collect();
        assert!(stray.is_empty(), "{stray:?}");
    }
}

#[test]
fn messages_keep_their_form() {
    for entry in infos() {
        let cases = repository().join("rules").join(entry.id).join("cases");
        for name in folders(&cases) {
            let expected = fs::read_to_string(cases.join(&name).join("expected.txt")).unwrap();
            for line in expected.lines() {
                let mark = format!("[{}]: ", entry.id);
                let texts = [mark.as_str(), "= note: ", "= help: "];
                for text in texts.iter().filter_map(|mark| line.split_once(mark)) {
                    let message = text.1;
                    let first = message.chars().next().unwrap();
                    assert!(!first.is_uppercase(), "{name}: {line}");
                    assert!(!message.ends_with('.'), "{name}: {line}");
                }
            }
        }
    }
}

/// Every Rust file says first what it is for.
#[test]
fn files_begin_with_their_purpose() {
    for folder in ["src", "rules", "tests"] {
        for file in rust_files(&repository().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            assert!(text.starts_with("//! "), "{}", file.display());
            let lines = text.lines().count();
            assert!(lines <= 600, "{} has {lines} lines", file.display());
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

#[test]
fn the_top_level_is_as_agreed() {
    let allowed: BTreeSet<&str> = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "rules",
        "tests",
        "README.md",
        "LICENSE",
        "target",
    ]
    .into();
    for entry in fs::read_dir(repository()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            name.starts_with('.') || allowed.contains(name.as_str()),
            "{name}"
        );
    }
}
