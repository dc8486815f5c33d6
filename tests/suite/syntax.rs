//! Syntax errors: where they are reported, and in whose words.

use std::fmt::Write as _;

use crate::mistakes::mistakes;
use crate::support::Folder;

#[test]
fn mistakes_are_reported_where_they_are_in_plain_words() {
    let folder = Folder::new();
    let mut expected = String::new();
    for (index, mistake) in mistakes().iter().enumerate() {
        folder.write(format!("{index:02}/main.tf"), mistake.text);
        let place = format!("{index:02}/main.tf:");
        let (at, message) = mistake.expected.split_once(": ").unwrap();
        let _ = writeln!(expected, "{place}{at}: error[syntax_error]: {message}");
    }
    let run = folder.run(["--only", "syntax_error", "--format", "short"]);
    let found = run.stdout();
    for (found, expected) in found.lines().zip(expected.lines()) {
        assert_eq!(found, expected);
    }
    assert_eq!(found, expected);
}

/// What is left open is shown with the place where it was opened.
#[test]
fn what_is_left_open_has_its_beginning() {
    let text = "variable \"a\" {\n  default = [\n    1,\n    2\n}\n";
    let folder = Folder::with(&[("main.tf", text)]);
    let report = folder.json(&["--only", "syntax_error"]);
    let label = &report["diagnostics"][0]["labels"][0];
    assert_eq!(label["message"], "opened here");
    assert_eq!(label["range"]["start"]["line"], 2);
}
