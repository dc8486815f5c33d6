//! Comments that ignore findings. What is wrong with them is in the cases of
//! `unused_ignore`.

use crate::support::{Folder, KEY_MODULE, findings};

#[test]
fn ignored_findings_are_in_no_report_unless_asked_for() {
    let comment = "# coderlint-ignore: masked_parameter -- one key for all\n";
    let folder = Folder::with(&[("main.tf", &format!("{comment}{KEY_MODULE}"))]);
    for format in ["human", "short", "json"] {
        let run = folder.run(["--format", format]);
        assert_eq!(run.code(), 0, "{format}");
        assert!(!run.stdout().contains("masked_parameter"), "{format}");
    }
    assert_eq!(findings(&folder.json(&[])), [""; 0]);
    assert_eq!(
        findings(&folder.json(&["--no-ignores"])),
        ["masked_parameter main.tf api_key"]
    );
    assert_eq!(folder.run(["--no-ignores"]).code(), 2);
}

#[test]
fn a_comment_covers_the_rules_that_it_names_and_its_block() {
    let other = KEY_MODULE.replace("api_key", "token").replace(
        "  sensitive = true\n",
        "  # coderlint-ignore: sensitive_variable\n",
    );
    let folder = Folder::with(&[("main.tf", &format!("{other}{KEY_MODULE}"))]);
    assert_eq!(
        findings(&folder.json(&[])),
        [
            "masked_parameter main.tf token",
            "masked_parameter main.tf api_key"
        ]
    );
}

#[test]
fn an_override_belongs_to_its_block() {
    let folder = Folder::with(&[
        ("main.tf", KEY_MODULE),
        (
            "main_override.tf",
            "variable \"api_key\" {\n  # coderlint-ignore: masked_parameter -- a fork\n  nullable = false\n}\n",
        ),
    ]);
    assert_eq!(findings(&folder.json(&[])), [""; 0]);
}

#[test]
fn a_comment_about_a_file_covers_no_other() {
    let comment = "# coderlint-ignore-file: masked_parameter -- one for all\n\n";
    let other = KEY_MODULE.replace("api_key", "session_token");
    let folder = Folder::with(&[("a.tf", &format!("{comment}{other}")), ("b.tf", KEY_MODULE)]);
    assert_eq!(
        findings(&folder.json(&[])),
        ["masked_parameter b.tf api_key"]
    );
}

#[test]
fn an_example_may_have_its_own() {
    let comment = "# coderlint-ignore: masked_parameter -- an example\n";
    let example = |code: &str| format!("# m\n\n```tf\n{code}```\n");
    let folder = Folder::with(&[("main.tf", "variable \"agent_id\" {\n}\n")]);
    folder.write("README.md", example(KEY_MODULE));
    assert_eq!(findings(&folder.json(&[])).len(), 1);
    folder.write("README.md", example(&format!("{comment}{KEY_MODULE}")));
    assert_eq!(findings(&folder.json(&[])), [""; 0]);
}

#[test]
fn crlf_and_a_byte_order_mark_make_no_difference() {
    let comment = "# coderlint-ignore-file: masked_parameter\n\n";
    let text = format!("\u{feff}{comment}{KEY_MODULE}").replace('\n', "\r\n");
    let folder = Folder::with(&[("main.tf", &text)]);
    assert_eq!(findings(&folder.json(&[])), [""; 0]);
}

#[test]
fn a_complaint_about_a_comment_can_be_ignored() {
    let folder = Folder::with(&[(
        "main.tf",
        "# coderlint-ignore: unused_ignore, masked_parameter -- used in a fork\nvariable \"x\" {}\n",
    )]);
    assert_eq!(findings(&folder.json(&[])), [""; 0]);
    folder.write(
        "main.tf",
        "# coderlint-ignore: unused_ignore -- there is nothing to complain about\nvariable \"x\" {}\n",
    );
    assert_eq!(findings(&folder.json(&[])), ["unused_ignore main.tf -"]);
    folder.write(
        "main.tf",
        "# coderlint-ignore-file: unused_ignore -- for forks\n\nvariable \"x\" {\n  # coderlint-ignore: masked_parameter\n}\n",
    );
    assert_eq!(findings(&folder.json(&[])), [""; 0]);
}

#[test]
fn only_rules_that_ran_judge() {
    let folder = Folder::with(&[(
        "main.tf",
        "# coderlint-ignore: masked_parameter\nvariable \"x\" {}\n",
    )]);
    assert_eq!(findings(&folder.json(&[])).len(), 1);
    assert_eq!(findings(&folder.json(&["-A", "masked_parameter"])), [""; 0]);
    let only = ["--only", "unused_ignore"];
    assert_eq!(findings(&folder.json(&only)), [""; 0]);
}
