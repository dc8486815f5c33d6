//! Mistakes in policies: each is an error at its place, with what was meant, and
//! nothing is linted.

use super::{CONFIG, folder};
use crate::support::{Folder, KEY_MODULE};

const MISTAKES: &str = include_str!("mistakes.txt");

/// A policy with something in place of its parts.
fn policy(inside: &str) -> String {
    format!("resource_policy \"coder_app\" \"own\" {{\n  description = \"x\"\n{inside}\n}}\n")
}

fn enforced(condition: &str) -> String {
    policy(&format!("  enforce {{\n    condition = {condition}\n  }}"))
}

/// A file, and the lines that it makes on standard error, without what is the same
/// in all of them.
fn told(text: &str) -> Vec<String> {
    let folder = folder(text, KEY_MODULE);
    let run = folder.run([""; 0]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""), "{text}");
    let stderr = run.stderr();
    let lines = stderr.lines().map(|line| {
        let line = line.strip_prefix("coderlint: error: ").unwrap();
        line.strip_prefix("own.policy.hcl:")
            .unwrap_or(line)
            .to_owned()
    });
    lines.collect()
}

#[test]
fn every_mistake_has_a_place_and_a_near_match() {
    let files: Vec<&str> = MISTAKES.split("=== ").skip(1).collect();
    assert!(files.len() > 30);
    for file in files {
        let (expected, text) = file.split_once('\n').unwrap();
        assert_eq!(told(text), [expected], "{text}");
    }
}

#[test]
fn what_is_never_true_or_false_is_no_condition() {
    for (condition, what) in [
        ("meta.name", "a string"),
        ("meta.references", "an object"),
        ("meta.keys", "a list"),
        ("core::concat(attrs.a, [])", "a list"),
        ("core::merge(attrs.a, {})", "an object"),
        ("core::lower(attrs.a)", "a string"),
        ("core::try(core::length(attrs.a), null)", "a number"),
    ] {
        let expected = format!("4:17: a condition is true or false, and this is {what}");
        assert_eq!(told(&enforced(condition)), [expected], "{condition}");
    }
    for condition in [
        "meta.masked",
        "meta.references.a == []",
        "core::try(core::length(attrs.a), true)",
        "core::try(true, core::length(attrs.a))",
    ] {
        let run = folder(&enforced(condition), KEY_MODULE).run(["--only", "own"]);
        assert_eq!((run.code(), run.stderr().as_str()), (0, ""), "{condition}");
    }
}

/// Its place is that of a whole character.
#[test]
fn a_mistake_at_a_wide_character_is_told() {
    let told = told("reso\u{feff}rce_policy \"a\" \"b\" {\n}\n");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("1:5: syntax error:"), "{told:?}");
    let client_lists = folder("locals {\n  \u{feff}a = 1\n}\n", "variable \"x\" {\n}\n");
    assert_eq!(client_lists.run([""; 0]).code(), 1);
    client_lists.write("own.policy.hcl", b"locals {\n  a = \"\xff\"\n}\n");
    let stderr = client_lists.run([""; 0]).stderr();
    let expected = "coderlint: error: own.policy.hcl:2:8: invalid UTF-8\n";
    assert_eq!(stderr, expected);
}

#[test]
fn circles_are_named_whole() {
    let text = policy(
        "  locals {\n    a = local.b\n    b = [local.c]\n    c = \"${local.a}\"\n    d = local.a\n  }\n  enforce {\n    condition = local.d == 1\n  }",
    );
    let expected = [
        "4:9: `local.a` depends on itself",
        "5:9: `local.b` depends on itself",
        "6:9: `local.c` depends on itself",
    ];
    assert_eq!(told(&text), expected);
    let taken = format!(
        "locals {{\n  a = 1\n}}\n{}",
        policy("  locals {\n    a = 2\n  }\n  enforce {\n    condition = local.a == 2\n  }")
    );
    assert_eq!(
        told(&taken),
        ["7:9: `local.a` is already defined for the whole file"]
    );
}

#[test]
fn all_are_told_at_once() {
    let folder = Folder::with(&[
        (
            ".coderlint.hcl",
            r#"policies = ["*.policy.hcl", "gone/*.policy.hcl", "x.hcl", "x.policy.hcl", "*/a.policy.hcl"]
inputs = { limits = 2, limit = "many" }
rule "twise" {
  level = "warn"
}
"#,
        ),
        (
            "a.policy.hcl",
            &format!(
                "input \"limit\" {{\n  type    = number\n  default = 1\n}}\n{}",
                enforced("true").replace("own", "twice")
            ),
        ),
        ("b.policy.hcl", &enforced("tru").replace("own", "twice")),
        ("c.policy.hcl", &enforced("true").replace("own", "twice")),
        ("m/main.tf", KEY_MODULE),
    ]);
    let run = folder.run(["--format", "json"]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
    let expected = [
        ".coderlint.hcl:1:29: no file matches `gone/*.policy.hcl`",
        ".coderlint.hcl:1:50: `x.hcl` is not a policy file: those end in `.policy.hcl`",
        ".coderlint.hcl:1:59: `x.policy.hcl` can't be read: no such file or directory",
        ".coderlint.hcl:1:75: `*` is allowed only in the file's name",
        ".coderlint.hcl:2:24: input `limit` must be `number`, as a.policy.hcl declares it",
        "b.policy.hcl:4:17: there is no `tru` here; expected one of `attrs`, `meta`, `local`, `input`",
        "c.policy.hcl:1:29: there is a policy `twice` in a.policy.hcl already",
    ];
    let stderr = run.stderr();
    let lines: Vec<&str> = stderr
        .lines()
        .map(|line| &line["coderlint: error: ".len()..])
        .collect();
    assert_eq!(lines, expected);
    // Once all can be read, there is more to say.
    folder.write(
        ".coderlint.hcl",
        "policies = [\"*.policy.hcl\"]\ninputs = { limits = 2 }\nrule \"twise\" {\n  level = \"warn\"\n}\n",
    );
    let stderr = folder.run([""; 0]).stderr();
    let more = [
        ".coderlint.hcl:2:12: there is no input `limits`; did you mean `limit`?",
        ".coderlint.hcl:3:6: there is no rule `twise`; did you mean `twice`?",
    ];
    assert!(more.iter().all(|line| stderr.contains(line)), "{stderr}");
    // A fix would go by a configuration that nobody can read.
    assert_eq!(folder.run(["--fix"]).code(), 1);
    let left = std::fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert_eq!(left, KEY_MODULE);
}

#[test]
fn what_fails_with_a_blocks_values_is_told_once() {
    let text = enforced("attrs.order < 3");
    let module = "resource \"coder_app\" \"a\" {\n}\nresource \"coder_app\" \"b\" {\n}\nresource \"coder_app\" \"c\" {\n  order = 5\n}\n";
    let folder = folder(&text, module);
    let run = folder.run(["--format", "short"]);
    assert_eq!(run.code(), 1);
    assert_eq!(run.stdout(), "m/main.tf:6:3: error[own]: x\n");
    let told = "coderlint: error: own.policy.hcl:4:17: policy `own` fails for `coder_app.a` in m: `attrs.order < 3` fails because `attrs.order` is null (so it does for another block)\n";
    assert!(run.stderr().starts_with(told), "{}", run.stderr());
    // Two conditions of one block are about one block.
    let both = text.replace(
        "  enforce",
        "  enforce {\n    condition = attrs.order < 4\n  }\n  enforce",
    );
    folder.write("own.policy.hcl", &both);
    folder.write("m/main.tf", "resource \"coder_app\" \"a\" {\n}\n");
    let stderr = folder.run([""; 0]).stderr();
    assert!(
        stderr.contains("`attrs.order` is null\n"),
        "no other block: {stderr}"
    );
    folder.write("own.policy.hcl", &text);
    // It doesn't keep others from being fixed.
    folder.write("k/main.tf", KEY_MODULE);
    folder.run(["--fix"]);
    let fixed = std::fs::read_to_string(folder.join("k/main.tf")).unwrap();
    assert!(fixed.contains("coder_parameter"));
}

#[test]
fn only_files_of_policies_are_opened() {
    let folder = Folder::with(&[
        (".coderlint.hcl", CONFIG),
        ("a.policy.hcl", &enforced("true")),
        ("m/main.tf", KEY_MODULE),
        ("secret.txt", "password"),
        // No name but the ending.
        (".policy.hcl", "password"),
    ]);
    std::fs::create_dir(folder.join("folder.policy.hcl")).unwrap();
    assert_eq!(folder.run(["--rules"]).code(), 0);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("secret.txt", folder.join("link.policy.hcl")).unwrap();
        let status = std::process::Command::new("mkfifo")
            .arg(folder.join("fifo.policy.hcl"))
            .status()
            .unwrap();
        assert!(status.success());
        let run = folder.run_bounded([""; 0]);
        assert_eq!(run.code(), 2, "{}", run.stderr());
        for name in ["link", "fifo", "folder"] {
            folder.write(
                ".coderlint.hcl",
                format!("policies = [\"{name}.policy.hcl\"]\n"),
            );
            let run = folder.run_bounded([""; 0]);
            assert_eq!(run.code(), 1);
            assert!(
                run.stderr().contains("is not a regular file"),
                "{}",
                run.stderr()
            );
            assert!(!run.stderr().contains("password"));
        }
    }
}
