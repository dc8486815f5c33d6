//! Syntax errors: where they are reported, and in whose words.

use std::fmt::Write as _;

use crate::mistakes::mistakes;
use crate::support::Folder;

#[test]
fn mistakes_are_reported_where_they_are_in_plain_words() {
    for line_end in ["\n", "\r\n"] {
        let folder = Folder::new();
        let mut expected = String::new();
        for (index, mistake) in mistakes().iter().enumerate() {
            let name = format!("{index:02}/main.tf");
            folder.write(&name, mistake.text.replace('\n', line_end));
            let (place, message) = mistake.expected.split_once(": ").unwrap();
            let _ = writeln!(expected, "{name}:{place}: error[syntax_error]: {message}");
        }
        let run = folder.run(["--only", "syntax_error", "--format", "short"]);
        let found = run.stdout();
        for (found, expected) in found.lines().zip(expected.lines()) {
            assert_eq!(found, expected, "{line_end:?}");
        }
        assert_eq!(found, expected);
    }
}

/// hcl-edit's offset is a byte within the last character then.
#[test]
fn a_mistake_at_an_end_that_is_no_ascii() {
    for text in ["é", "a = \"é", "a = é(é", "locals {\n  a = [é", "# é\né é"] {
        let folder = Folder::with(&[("main.tf", text)]);
        let run = folder.run(["--only", "syntax_error", "--format", "short"]);
        assert_eq!(run.stdout().lines().count(), 1, "{text}");
    }
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
