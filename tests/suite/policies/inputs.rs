//! Inputs: values are converted to the type that a policy declares.

use super::text;
use crate::support::Folder;

/// A type, a value that the configuration sets, and what the policy gets as JSON;
/// `None` where the value is of another type.
const VALUES: &[(&str, &str, Option<&str>)] = &[
    ("string", "\"a\"", Some("\"a\"")),
    ("string", "1", Some("\"1\"")),
    ("string", "true", Some("\"true\"")),
    ("string", "[1]", None),
    ("string", "null", Some("null")),
    ("number", "\"1.5\"", Some("1.5")),
    ("number", "2", Some("2")),
    ("number", "\"two\"", None),
    ("number", "true", None),
    ("bool", "\"true\"", Some("true")),
    ("bool", "false", Some("false")),
    ("bool", "1", None),
    ("any", "[1, \"a\"]", Some("[1,\"a\"]")),
    ("(string)", "\"a\"", Some("\"a\"")),
    (
        "list(string)",
        "[\"b\", 1, \"b\"]",
        Some("[\"b\",\"1\",\"b\"]"),
    ),
    ("list(string)", "\"a\"", None),
    ("list(number)", "[\"x\"]", None),
    (
        "set(string)",
        "[\"b\", \"a\", \"b\"]",
        Some("[\"a\",\"b\"]"),
    ),
    ("set(number)", "[2, \"2\", 1]", Some("[2,1]")),
    ("map(number)", "{ a = \"1\" }", Some("{\"a\":1}")),
    ("map(number)", "{ a = \"x\" }", None),
    ("map(string)", "[]", None),
    ("tuple([string, number])", "[1, \"2\"]", Some("[\"1\",2]")),
    ("tuple([string, number])", "[1]", None),
    (
        "object({ a = string, b = optional(number, 3), c = optional(bool) })",
        "{ a = 1, d = 4 }",
        Some("{\"a\":\"1\",\"b\":3,\"c\":null}"),
    ),
    ("object({ a = string })", "{ b = 1 }", None),
    (
        "object({ a = list(object({ b = string })) })",
        "{ a = [{ b = 1 }] }",
        Some("{\"a\":[{\"b\":\"1\"}]}"),
    ),
];

fn folder(kind: &str, value: &str) -> Folder {
    let policy = format!(
        "input \"i\" {{\n  type        = {kind}\n  description = \"x\"\n  nullable    = true\n}}\nvariable_policy \"*\" \"own\" {{\n  enforce {{\n    condition     = false\n    error_message = \"${{core::jsonencode(input.i)}}\"\n  }}\n}}\n"
    );
    Folder::with(&[
        (
            ".coderlint.hcl",
            &format!("policies = [\"own.policy.hcl\"]\ninputs = {{ i = {value} }}\n"),
        ),
        ("own.policy.hcl", &policy),
        ("main.tf", "variable \"x\" {\n}\n"),
    ])
}

#[test]
fn values_are_converted_or_refused() {
    for (kind, value, expected) in VALUES {
        let folder = folder(kind, value);
        let run = folder.run(["--only", "own", "--format", "json"]);
        if let Some(expected) = expected {
            let report = run.json();
            let message = text(&report["diagnostics"][0]["message"]);
            assert_eq!(message, *expected, "{kind}");
            continue;
        }
        let stderr = run.stderr();
        assert_eq!(
            (run.code(), run.stdout().as_str()),
            (1, ""),
            "{kind} {value}"
        );
        let start = "coderlint: error: .coderlint.hcl:2:12: input `i` must be `";
        assert!(stderr.starts_with(start), "{kind}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

#[test]
fn parentheses_change_nothing() {
    let folder = folder("number", "1");
    folder.write(
        ".coderlint.hcl",
        "policies = ([\"own.policy.hcl\"])\ninputs = ({ i = 1 })\n",
    );
    let report = folder.json(&["--only", "own"]);
    assert_eq!(report["diagnostics"][0]["message"], "1");
}

#[test]
fn what_is_no_type_is_told() {
    for kind in [
        "strin",
        "list",
        "list(strin)",
        "tuple(string)",
        "object([])",
        "map(string, string)",
        "\"string\"",
    ] {
        let stderr = folder(kind, "1").run([""; 0]).stderr();
        let expected = "coderlint: error: own.policy.hcl:2:17: this isn't a type";
        assert!(stderr.starts_with(expected), "{kind}: {stderr}");
    }
}

#[test]
fn what_is_no_object_of_literals_stops_the_run() {
    let cases = [
        (
            "inputs = 3",
            ".coderlint.hcl:2:10: `inputs` must be an object, not a number",
        ),
        (
            "inputs = { i = var.x }",
            ".coderlint.hcl:2:16: `i` must be a literal value",
        ),
        (
            "inputs = { (i) = 1 }",
            ".coderlint.hcl:2:12: the name of an input must be a literal",
        ),
        (
            "inputs {\n}",
            ".coderlint.hcl:2:1: `inputs` is not a block: write `inputs = …`",
        ),
    ];
    for (line, expected) in cases {
        let folder = folder("number", "1");
        folder.write(
            ".coderlint.hcl",
            format!("policies = [\"own.policy.hcl\"]\n{line}\n"),
        );
        let run = folder.run([""; 0]);
        let stderr = run.stderr();
        assert_eq!(run.code(), 1, "{stderr}");
        // Then nobody blames the policy for an input without a value.
        assert_eq!(stderr, format!("coderlint: error: {expected}\n"));
    }
    let folder = folder("number", "1");
    folder.write(".coderlint.hcl", "policies = [1]\n");
    let run = folder.run([""; 0]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
    assert_eq!(
        run.stderr(),
        "coderlint: error: .coderlint.hcl:1:12: `policies` must contain only strings, not a number\n"
    );
}
