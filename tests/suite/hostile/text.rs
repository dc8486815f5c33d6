//! Texts that no person writes: deep, long, or in no encoding.

use std::fmt::Write as _;

use super::{check, check_texts, numbered};
use crate::reports::FORMATS;
use crate::support::{Folder, KEY_MODULE};

#[test]
fn nesting() {
    const EACH: &[(&str, &str, &str)] = &[
        ("list", "[", "]"),
        ("object", "{ a = ", "}"),
        ("parenthesis", "(", ")"),
        ("not", "!", ""),
        ("minus", "-", ""),
        ("interpolation", "\"${", "}\""),
        ("directive", "\"%{ if a }", "%{ endif }\""),
        ("call", "f(", ")"),
        ("condition", "true ? ", " : 1"),
        ("conditions", "1 ? 1 : ", ""),
        ("operand", "1 + ", ""),
        ("attribute", "a.", ""),
        ("index", "a[", "]"),
        ("splat", "a[*].", ""),
        ("for", "[for x in ", " : x]"),
        ("comment", "/*", "*/"),
        ("heredoc", "<<E\n", "\nE\n"),
    ];
    const DEPTH: usize = 200_000;
    let texts = EACH.iter().flat_map(|(name, open, close)| {
        let open = format!("locals {{\n  a = {}1", open.repeat(DEPTH));
        let closed = format!("{open}{}\n}}\n", close.repeat(DEPTH));
        [
            (format!("{name}_open"), open),
            (format!("{name}_closed"), closed),
        ]
    });
    let blocks = "x {\n".repeat(DEPTH) + &"}\n".repeat(DEPTH);
    let blocks = format!("resource \"a\" \"b\" {{\n{blocks}}}\n");
    let texts: Vec<(String, String)> = texts.chain([("blocks".to_owned(), blocks)]).collect();
    for texts in texts.chunks(4) {
        let folder = Folder::new();
        for (name, text) in texts {
            folder.write(format!("{name}/main.tf"), text);
            folder.write(format!("{name}/key.tf"), KEY_MODULE);
        }
        let checked = check(&folder, &[]);
        let keys = checked.found.iter();
        let keys = keys.filter(|found| found.starts_with("masked_parameter "));
        assert_eq!(keys.count(), texts.len());
        for error in checked.stderr.lines() {
            assert!(
                error.ends_with(": too large and too complex to parse"),
                "{error}"
            );
        }
    }
}

#[test]
fn lines_as_long_as_a_file() {
    const LENGTH: usize = 1_000_000;
    let long = "a".repeat(LENGTH);
    check_texts([
        ("comment", format!("# {long}")),
        (
            "string",
            format!("locals {{\n  a = \"{long}\"\n}}\noutput \"a\" {{\n  value = local.a\n}}\n"),
        ),
        (
            "name",
            format!("variable \"{long}\" {{\n  default = var.{long}\n}}\n"),
        ),
        ("error", format!("locals {{ a = \"{long}\" = = }}")),
        ("blanks", " ".repeat(LENGTH)),
        ("marks", "# ".to_owned() + &"\u{301}".repeat(LENGTH / 2)),
    ]);
}

#[test]
fn every_format_survives_findings_in_a_long_line() {
    let folder = Folder::new();
    let mut text = String::from("locals { a = {");
    for index in 0..300 {
        let _ = write!(
            text,
            "k{index}_api_key = \"q7Zk3XwJ9tNb2GvMq4Ys8Rf{index}\", "
        );
    }
    let _ = writeln!(text, "long = \"{}\" }} }}", "a".repeat(1_000_000));
    folder.write("main.tf", text);
    for format in FORMATS {
        let run = folder.run_bounded(["--format", format]);
        assert_eq!(run.code(), 2, "{format}: {}", run.stderr());
        assert!(run.stdout().contains("hardcoded_key"), "{format}");
    }
}

#[test]
fn chains_and_circles_of_locals() {
    let chain = |count: usize, first: &str, step: &str| {
        let mut text = format!("locals {{\n  a0 = {first}\n}}\n");
        for index in 1..count {
            let step = step.replace('X', &format!("local.a{}", index - 1));
            let _ = write!(text, "locals {{\n  a{index} = {step}\n}}\n");
        }
        let last = count - 1;
        let _ = write!(
            text,
            "output \"a\" {{\n  value = local.a{last}\n}}\n\
             data \"coder_parameter\" \"a\" {{\n  name = local.a{last}\n}}\n"
        );
        text
    };
    let fan = format!("[{}]", ["X"; 100].join(", "));
    for (name, text) in [
        ("key", chain(100_000, "var.api_key", "X")),
        ("text", chain(20_000, "\"a\"", "\"${X}x\"")),
        ("circle", chain(20_000, "local.a19999", "[X]")),
        ("fan", chain(1_000, "var.api_key", &fan)),
    ] {
        check_texts([(name, text)]);
    }
}

/// A count, a gate, a key and what a child is handed lead round.
#[test]
fn circles_where_values_are_followed() {
    let text = r#"
locals {
  a = local.b
  b = try(local.a, var.api_key)
}

data "coder_parameter" "a" {
  count = local.a ? 1 : 0
  name  = "a"
}

data "coder_parameter" "b" {
  count = local.b ? 1 : 0
  name  = "a"
}

module "child" {
  source = "./child"
  count  = local.a != "" ? 1 : 0
  key    = local.a
}

resource "coder_env" "a" {
  count    = local.b != "" ? 1 : 0
  agent_id = "x"
  name     = "A"
  value    = local.b
}
"#;
    let folder = Folder::with(&[
        ("m/main.tf", &format!("{KEY_MODULE}{text}")),
        ("m/child/main.tf", &KEY_MODULE.replace("api_key", "key")),
    ]);
    super::check(&folder, &[]);
    super::check(&folder, &["--fix"]);
}

#[test]
fn encodings() {
    let utf16 = |text: &str| -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let texts: [(&str, Vec<u8>, &[&str]); 6] = [
        ("utf16", utf16(KEY_MODULE), &["syntax_error"]),
        (
            "nul",
            format!("{KEY_MODULE}{}", "\0".repeat(100_000)).into(),
            &["syntax_error"],
        ),
        (
            "cr",
            KEY_MODULE.replace('\n', "\r").into(),
            &["syntax_error"],
        ),
        (
            "marks",
            format!("{}{KEY_MODULE}", "\u{feff}".repeat(30_000)).into(),
            &["syntax_error"],
        ),
        (
            "invalid",
            [KEY_MODULE.as_bytes(), &vec![0xff; 100_000]].concat(),
            &["syntax_error"],
        ),
        (
            "surrogate",
            [KEY_MODULE.as_bytes(), b"# \xed\xa0\x80\n"].concat(),
            &["masked_parameter", "syntax_error"],
        ),
    ];
    let folder = Folder::new();
    for (name, text, _) in &texts {
        folder.write(format!("{name}/main.tf"), text);
    }
    let found = check(&folder, &[]).found;
    for (name, _, expected) in texts {
        let file = format!(" {name}/main.tf ");
        let here = found.iter().filter(|found| found.contains(&file));
        let mut rules: Vec<&str> = here.filter_map(|found| found.split(' ').next()).collect();
        rules.sort_unstable();
        assert_eq!(rules, expected, "{name}");
    }
}

#[test]
fn readmes() {
    const EXAMPLE: &str = "```tf\nvariable \"api_key\" {}\n```\n";
    let many = |text: &str, times: usize| text.repeat(times);
    let lists: String = (0..1000)
        .map(|depth| "  ".repeat(depth) + "- x\n")
        .collect();
    let ticks: String = (0..1500).map(|count| "`".repeat(count) + " ").collect();
    let definitions = numbered("[a#]: /x\n", 10_000);
    let texts = [
        ("fences", many(EXAMPLE, 10_000)),
        ("open", many("```tf\n", 50_000)),
        (
            "broken",
            many("```tf\nvariable \"a\" {\n= =\n}\n```\n", 5_000),
        ),
        ("quotes", many("> ", 50_000)),
        ("lists", lists),
        ("items", many("- ", 50_000)),
        ("stars", many("*a_ ", 50_000)),
        ("brackets", many("[a](", 50_000)),
        ("images", many("![[]()", 50_000)),
        ("links", definitions + &many("[a1] ", 50_000)),
        ("tags", many("<a ", 50_000)),
        ("comments", many("<!--", 50_000)),
        ("sections", many("<![CDATA[<?", 50_000)),
        ("ticks", ticks),
        ("headings", many("# api_key\n\n", 20_000)),
        (
            "table",
            many("|a", 20_000) + "|\n" + &many("|-", 20_000) + "|\n" + &many("|b\n", 5_000),
        ),
        ("entities", many("&amp;&", 100_000)),
        ("returns", many("a\r", 100_000)),
        ("nul", many("\0", 100_000)),
    ];
    for texts in texts.chunks(2) {
        let folder = Folder::new();
        for (name, text) in texts {
            folder.write(format!("{name}/main.tf"), KEY_MODULE);
            folder.write(format!("{name}/README.md"), format!("{text}\n\n{EXAMPLE}"));
        }
        let found = check(&folder, &[]).found;
        for (name, _) in texts {
            let key = format!("masked_parameter {name}/main.tf api_key");
            assert!(found.contains(&key), "{name}");
        }
    }
}
