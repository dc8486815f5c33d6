//! What a finding is about: the name by which baselines and other tools know it.

use crate::support::{Folder, findings};

#[test]
fn a_credential_is_known_by_the_name_that_it_is_given_to() {
    let key = format!("ghp_{}", "R7kQ2mXw9ZtLb4NvC8yHs1JdF6gPa3TuEoKq");
    for (code, name) in [
        ("plain = \"KEY\"", "plain"),
        ("map = { of_map = \"KEY\" }", "of_map"),
        ("map = { outer = { inner = \"KEY\" } }", "inner"),
        ("list = [{ of_list = \"KEY\" }]", "of_list"),
        ("call = merge({}, { of_call = \"KEY\" })", "of_call"),
        (
            "either = var.on ? {} : { of_either = \"KEY\" }",
            "of_either",
        ),
        ("either = var.on ? { of_one = \"KEY\" } : {}", "of_one"),
        ("within = ({ of_within = \"KEY\" })", "of_within"),
        ("pairs = [\"ASSIGNED=KEY\"]", "ASSIGNED"),
        ("nested {\n    of_nested = \"KEY\"\n  }", "of_nested"),
    ] {
        let code = code.replace("KEY", &key);
        let block = |code: &str| format!("resource \"x\" \"y\" {{\n  {code}\n}}\n");
        let folder = Folder::with(&[
            (
                "a.tf",
                &block("other = { name = \"a text of some length, for its place\" }"),
            ),
            (
                "main.tf",
                &format!("{}{}", block("before = 1"), block(&code)),
            ),
        ]);
        let found = findings(&folder.json(&["--only", "hardcoded_key"]));
        assert_eq!(found, [format!("hardcoded_key main.tf {name}")], "{code}");
    }
}
