//! Configurations as hostile as any other file.

use super::{check, numbered};
use crate::support::{Folder, KEY_MODULE};

#[test]
fn configurations() {
    let many = |text: &str, times: usize| text.repeat(times);
    for (text, error) in [
        (
            format!("exclude = {}", many("[", 200_000)),
            "syntax error: ",
        ),
        (many("x {\n", 50_000), "syntax error: "),
        (many("= =\n", 50_000), "syntax error: "),
        (many("\0", 100_000), "syntax error: "),
        (many("variable \"a\" {\n= =\n}\n", 10_000), "syntax error: "),
        (
            many("rule \"masked_parameter\" {\n}\n", 8_000),
            "duplicate block",
        ),
        (numbered("rule \"x#\" {\n}\n", 10_000), "there is no rule"),
        (numbered("x# = 1\n", 19_000), "there is no setting"),
        (numbered("rule \"x#\" {\n}\n", 100_000), "is too large"),
        (
            format!("exclude = [\"{}\"]\n", many("*a", 100_000)),
            "longer than 4096 bytes",
        ),
        (format!("exclude = [\"{}\"]\n", many("{a,b}", 800)), ""),
        (
            format!("exclude = [\"{}\"]\n", many("{", 4000)),
            "invalid pattern",
        ),
        (
            format!("exclude = [{}]\n", numbered("\"**/a*#?/*\", ", 14_000)),
            "",
        ),
        (
            format!(
                "keys {{\n  exclude = [{}]\n}}\n",
                numbered("\"a*#?\", ", 20_000)
            ),
            "",
        ),
        (
            format!("keys {{\n  include = [\"{}b\"]\n}}\n", many("*a", 2000)),
            "",
        ),
        (
            format!(
                "coder {{\n  version = \"{}1\"\n}}\n",
                many(">= 1, ", 20_000)
            ),
            "",
        ),
        (
            format!("coder {{\n  version = \"{}\"\n}}\n", many("9", 200_000)),
            "`version` must be",
        ),
        (
            format!("extend = \"{}x\"\n", many("../", 50_000)),
            "can't be read",
        ),
        ("extend = \"\\u0000\"\n".to_owned(), "can't be read"),
        ("extend = \"/dev/zero\"\n".to_owned(), "can't be read"),
        (
            "extend = \".coderlint.hcl\"\n".to_owned(),
            "`extend` is circular",
        ),
    ] {
        let folder = Folder::with(&[(".coderlint.hcl", &text)]);
        let name = "a".repeat(100_000);
        folder.write("main.tf", format!("{KEY_MODULE}variable \"{name}\" {{}}\n"));
        let stderr = check(&folder, &[]).stderr;
        let start = &text[..text.len().min(60)];
        match error {
            "" => assert_eq!(stderr, "", "{start}"),
            error => assert!(stderr.contains(error), "{start}: {stderr}"),
        }
    }
}

#[test]
fn a_chain_of_configurations() {
    let folder = Folder::with(&[
        ("main.tf", KEY_MODULE),
        (".coderlint.hcl", "extend = \"c0.hcl\"\n"),
    ]);
    for index in 0..5000 {
        let next = format!("extend = \"c{}.hcl\"\n", index + 1);
        folder.write(format!("c{index}.hcl"), next);
    }
    assert_eq!(
        check(&folder, &[]).stderr,
        "coderlint: error: c30.hcl:1:10: `extend` leads through more than 32 files\n"
    );
}
