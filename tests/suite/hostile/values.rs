//! Values that would be large, or none at all, if anybody worked them out.

use std::fmt::Write as _;

use super::{check, check_texts};
use crate::support::Folder;

/// What asks for the value of an expression.
fn uses(value: &str) -> String {
    format!(
        "data \"coder_parameter\" \"p\" {{\n  name        = {value}\n  description = {value}\n  \
         styling     = jsonencode({{ mask_input = {value} }})\n}}\n\
         resource \"coder_env\" \"p\" {{\n  name  = {value}\n  value = {value}\n}}\n"
    )
}

/// Each local is twice as large as the one before it.
#[test]
fn values_that_double() {
    const STEPS: &[(&str, &str, &str)] = &[
        ("list", "\"a\"", "[X, X]"),
        ("object", "\"a\"", "{ a = X, b = X }"),
        ("key", "\"aaaaaaaa\"", "\"${jsonencode({ (X) = X })}\""),
        ("concat", "[\"a\"]", "concat(X, X)"),
        ("flatten", "[\"a\"]", "flatten([X, X])"),
        ("merge", "{ a = \"x\" }", "merge({ b = X }, { c = X })"),
        ("template", "\"aaaa\"", "\"${X}${X}\""),
        ("directive", "\"aaaa\"", "\"%{if true}${X}%{endif}${X}\""),
        ("heredoc", "\"aaaa\"", "<<E\n${X}${X}\nE\n"),
        ("join", "\"aaaa\"", "join(X, [X, X])"),
        ("format", "\"aaaa\"", "format(\"%s%s\", X, X)"),
        ("replace", "\"aaaa\"", "replace(X, \"a\", X)"),
        ("insert", "\"aaaa\"", "replace(X, \"\", X)"),
        ("json", "\"\\\"\"", "jsonencode(X)"),
        ("jsons", "\"a\"", "jsonencode([X, X])"),
        ("for", "[\"a\"]", "[for x in concat(X, X) : x]"),
        ("number", "9", "X * X"),
        ("conditional", "\"a\"", "X == \"b\" ? X : \"${X}${X}\""),
        ("splat", "[\"a\"]", "concat(X[*], X[*])"),
    ];
    let texts = STEPS.iter().map(|(name, first, step)| {
        let mut text = format!("locals {{\n  v0 = {first}\n");
        for index in 1..=60 {
            let step = step.replace('X', &format!("local.v{}", index - 1));
            let _ = writeln!(text, "  v{index} = {step}");
        }
        let text = format!("{text}}}\n{}", uses("local.v60"));
        (*name, text)
    });
    check_texts(texts);
}

/// Each local makes something large out of little, and there are many.
#[test]
fn values_made_over_and_over() {
    const EACH: &[(&str, &str)] = &[
        ("replace", "replace(local.a, \"a\", local.b)"),
        ("join", "join(local.b, [for x in local.few : local.a])"),
        ("template", "\"${local.large}#\""),
        ("format", "format(\"%s#\", local.large)"),
        ("upper", "upper(local.large)"),
        ("concat", "concat(local.list, [#])"),
        (
            "merge",
            "merge({ for x in local.few : x => local.a }, { a = # })",
        ),
        ("equal", "local.large == local.large"),
        ("lists", "local.list == local.list"),
        ("distinct", "distinct(concat(local.list, [#]))"),
        ("contains", "contains(local.list, \"#\")"),
        ("json", "\"${jsonencode([local.list, #])}x\""),
        ("decode", "jsondecode(\"${jsonencode(local.list)}\")"),
        (
            "choice",
            "var.unknown ? local.list : concat(local.list, [])",
        ),
    ];
    let strings = |count: usize| (0..count).map(|index| format!("\"x{index}\""));
    let list = |count: usize| strings(count).collect::<Vec<_>>().join(", ");
    let (few, many) = (list(10), list(3000));
    let (a, b) = ("a".repeat(1100), "b".repeat(1100));
    let texts = EACH.iter().map(|(name, each)| {
        let mut text = format!(
            "locals {{\n  a     = \"{a}\"\n  b     = \"{b}\"\n  few   = [{few}]\n  list  = [{many}]\n  \
             large = replace(local.a, \"a\", local.b)\n"
        );
        for index in 0..300 {
            let each = each.replace('#', &index.to_string());
            let _ = writeln!(text, "  v{index} = {each}");
        }
        text.push_str("}\n");
        for index in 0..300 {
            let _ = write!(
                text,
                "data \"coder_parameter\" \"p{index}\" {{\n  name    = local.v{index}\n  \
                 styling = local.v{index}\n}}\n"
            );
        }
        (*name, text)
    });
    check_texts(texts);
}

/// What divides by zero, overflows or is no number is unknown.
#[test]
fn numbers_that_are_none() {
    const NUMBERS: &[&str] = &[
        "0",
        "-0",
        "1",
        "-1",
        "0.0",
        "0.1",
        "1e308",
        "-1e308",
        "1e400",
        "1e-400",
        "9223372036854775807",
        "-9223372036854775808",
        "(-9223372036854775807 - 1)",
        "18446744073709551615",
        "18446744073709551616",
        "(1e308 * 10)",
        "(1e308 * 10 - 1e308 * 10)",
        "\"0\"",
        "null",
        "true",
        "[]",
    ];
    const OPERATORS: &[&str] = &[
        "+", "-", "*", "/", "%", "<", "<=", ">", ">=", "==", "!=", "&&", "||",
    ];
    let mut text = String::new();
    let mut count = 0;
    for left in NUMBERS {
        for right in NUMBERS {
            for operator in OPERATORS {
                let _ = write!(
                    text,
                    "data \"coder_parameter\" \"p{count}\" {{\n  name        = {left} {operator} {right}\n  \
                     description = jsonencode([for x in [{left}, 2] : x {operator} {right}])\n  \
                     styling     = [1, 2][{left}]\n}}\n"
                );
                count += 1;
            }
        }
    }
    // Some don't even parse.
    let folder = Folder::with(&[("numbers/main.tf", &text)]);
    assert_eq!(check(&folder, &[]).stderr, "");
}

#[test]
fn loops_in_the_templates_of_loops() {
    let list = vec!["1"; 200].join(", ");
    let (mut template, mut end) = (String::new(), String::new());
    for name in ["a", "b", "c", "d"] {
        let _ = write!(template, "%{{ for {name} in l }}");
        end.push_str("%{ endfor }");
    }
    let value = format!("jsonencode([for l in [[{list}]] : \"{template}x{end}\"])");
    check_texts([("loops", uses(&value))]);
}
