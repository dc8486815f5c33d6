//! What people read is plain English: some phrases give a translation away.

use std::fs;

use crate::api::infos;
use crate::docs::PAGES;
use crate::support::{Folder, repository};
use crate::tidy::rust_files;

/// Phrases that nobody writes, each with what to write instead.
const TELLTALES: &[(&str, &str)] = &[
    ("is no", "is not a"),
    ("are no", "are not"),
    ("taken for", "treated as"),
    ("told", "reported, or known"),
    ("put right", "fix, or move"),
    ("puts right", "fixes"),
    ("heeded", "honored"),
    ("honoured", "honored"),
    ("misspelt", "misspelled"),
    ("stands here", "is a duplicate"),
    ("where it stands", "here"),
    ("counts before", "overrides"),
    ("count before", "override"),
    ("keeps values by", "stores values under"),
    ("as it is", "unescaped, or unchanged"),
    ("all the same", "still"),
    ("without a word", "say who opts in"),
    ("it is about", "name the thing"),
    ("that it belongs to", "its"),
    ("as well", "also"),
    ("so that", "make two sentences of it"),
    ("comes to", "name the effect"),
    ("stays the author's", "would still be set in the template"),
    ("admits", "allows"),
    ("brings", "provides"),
    ("hand in", "provide"),
    ("hands in", "provides"),
    ("handed in", "provided"),
    ("hand over", "pass"),
    ("hands over", "passes"),
    ("somebody", "name who"),
    ("joined to", "used in place of"),
    ("stands in for", "is used in place of"),
    ("gate", "switch"),
    ("gated", "opt-in"),
    ("sink", "where a value ends up"),
    ("arrival", "where a value ends up"),
];

/// What is right although a phrase above is in it.
const FINE: &[&str] = &[
    "there is no",
    "there are no",
    "is no longer",
    "are no longer",
];

/// The phrases above that a text has, whatever its line breaks.
fn telltales(text: &str) -> Vec<&'static str> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let mut text = words.join(" ");
    for fine in FINE {
        text = text.replace(fine, "");
    }
    let is_in = |phrase: &str| {
        text.match_indices(phrase).any(|(at, _)| {
            let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
            !text[..at].ends_with(is_word) && !text[at + phrase.len()..].starts_with(is_word)
        })
    };
    let phrases = TELLTALES.iter().map(|(phrase, _)| *phrase);
    phrases.filter(|phrase| is_in(phrase)).collect()
}

/// The texts of the repository that people read, by their paths.
fn texts() -> Vec<(String, String)> {
    let mut names = vec![
        ".github/CONTRIBUTING.md".to_owned(),
        "src/config/schema.json".to_owned(),
        "src/report/schema.json".to_owned(),
        "tests/mistakes.txt".to_owned(),
    ];
    names.extend(PAGES.iter().map(|page| (*page).to_owned()));
    for entry in infos() {
        names.push(format!("rules/{}/README.md", entry.id));
        let cases = format!("rules/{}/cases", entry.id);
        for case in fs::read_dir(repository().join(&cases)).unwrap() {
            let case = case.unwrap();
            if case.path().join("expected.txt").exists() {
                let case = case.file_name().into_string().unwrap();
                names.push(format!("{cases}/{case}/expected.txt"));
            }
        }
    }
    let texts = names.into_iter().map(|name| {
        let text = fs::read_to_string(repository().join(&name)).unwrap();
        (name, text)
    });
    texts.collect()
}

#[test]
fn what_people_read_is_plain_english() {
    let mut texts = texts();
    texts.push(("--help".to_owned(), Folder::new().run(["--help"]).stdout()));
    let mut found = Vec::new();
    for (name, text) in texts {
        for phrase in telltales(&text) {
            let mut rows = TELLTALES.iter();
            let instead = rows.find(|row| row.0 == phrase).unwrap().1;
            found.push(format!("{name}: \"{phrase}\" ({instead})"));
        }
    }
    assert!(
        found.is_empty(),
        "reads as translated:\n{}",
        found.join("\n")
    );
}

/// Fine in the documentation of code.
const FINE_IN_CODE: &[&str] = &["so that", "brings", "joined to", "gate", "sink", "arrival"];

/// What the program may print, and what its files say first: nobody has to find
/// an input for each message.
#[test]
fn messages_and_module_docs_are_plain_english() {
    let mut found = Vec::new();
    for (file, text) in rust_files() {
        if file.starts_with("tests/") || file.ends_with("/tests.rs") {
            continue;
        }
        let text = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        let (docs, code): (Vec<&str>, Vec<&str>) = text
            .lines()
            .map(str::trim_start)
            .filter(|line| line.starts_with("//!") || !line.starts_with("//"))
            .partition(|line| line.starts_with("//!"));
        let docs = docs.join("\n").replace("//!", "");
        for phrase in telltales(&docs) {
            if !FINE_IN_CODE.contains(&phrase) {
                found.push(format!("{file}, first lines: \"{phrase}\""));
            }
        }
        let literal = regex_lite::Regex::new(r#"'\\?"'|"(?:[^"\\]|\\.)*""#).unwrap();
        for text in literal.find_iter(&code.join("\n")) {
            let phrases = telltales(text.as_str());
            found.extend(
                phrases
                    .iter()
                    .map(|phrase| format!("{file}: {}: \"{phrase}\"", text.as_str())),
            );
        }
    }
    assert!(
        found.is_empty(),
        "reads as translated:\n{}",
        found.join("\n")
    );
}

#[test]
fn telltales_are_whole_words_in_any_line() {
    assert_eq!(telltales("This IS\n no key."), ["is no"]);
    assert_eq!(telltales("There is no key; it is no longer used."), [""; 0]);
    assert_eq!(telltales("It is not retold; this is nothing."), [""; 0]);
}
