//! What coderlint takes Terraform's language to be, held against Terraform.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use coderlint::source::{Source, Sources};
use coderlint::syntax;
use coderlint::terraform::{Definitions, Value, functions, merged};

use super::world::{World, repository};

const EXPRESSIONS: &str = include_str!("expressions.txt");

/// An expression, and whether coderlint has to know what it is.
fn expressions() -> Vec<(&'static str, bool)> {
    let lines = EXPRESSIONS.lines();
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with("# "));
    let lines = lines.map(|line| match line.strip_prefix("? ") {
        Some(expression) => (expression, false),
        None => (line, true),
    });
    lines.collect()
}

/// What an expression is to coderlint.
fn known(expression: &str) -> Value {
    let mut sources = Sources::default();
    let text = format!("locals {{\n  x = {expression}\n}}\n");
    let file = sources.push(Source::new("main.tf", text.as_str()));
    let syntax = syntax::parse(&text, 0);
    assert!(syntax.broken.is_empty(), "{expression}");
    let definitions = Definitions::new(merged(&[(file, &syntax)], &sources), &sources);
    let local = definitions.locals().get("x").expect("is there");
    definitions.value(local.node)
}

/// How many expressions the console is asked at once: it reads no lines of more
/// than 64 KiB.
const AT_ONCE: usize = 250;

/// What expressions are to Terraform, as JSON; null for those that fail.
fn by_terraform(expressions: &[(&str, bool)]) -> Vec<Option<serde_json::Value>> {
    let folder = tempfile::tempdir().unwrap();
    let mut console = Command::new("terraform")
        .arg("console")
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The console says what the last line is. JSON in base64 is one word,
    // whatever it says.
    let words = expressions.iter().map(|(expression, _)| {
        let encoded = |value: &str| format!("base64encode(jsonencode([{value}]))");
        let shown = encoded(&format!("nonsensitive({expression})"));
        format!("try({shown}, try({}, \"-\"))", encoded(expression))
    });
    let input = format!("join(\" \", [{}])\n", words.collect::<Vec<_>>().join(", "));
    let mut stdin = console.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = console.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = text.trim().trim_matches('"').split(' ').collect();
    assert_eq!(
        lines.len(),
        expressions.len(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let values = lines.into_iter().map(|line| {
        let bytes = base64(line)?;
        let text = String::from_utf8(bytes).unwrap();
        // A number beyond what others can hold stays text.
        let list: Result<serde_json::Value, _> = serde_json::from_str(&text);
        Some(list.map_or(text.into(), |list| list[0].clone()))
    });
    values.collect()
}

/// Decodes base64; `None` for a dash.
fn base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let mut bits = 0_u32;
    let mut count = 0;
    for c in text.bytes().filter(|c| *c != b'=') {
        let digit = DIGITS.iter().position(|digit| *digit == c)?;
        bits = bits << 6 | u32::try_from(digit).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    Some(bytes)
}

/// A value as JSON has it: numbers are numbers, whatever they are written as.
fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(number) => number.as_f64().unwrap().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Object(object) => {
            let members = object.members.iter();
            members
                .map(|(key, value)| (key.clone(), json(value)))
                .collect()
        }
        other => other.as_text().expect("is known").into(),
    }
}

fn with_floats(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => number.as_f64().unwrap().into(),
        serde_json::Value::Array(items) => items.into_iter().map(with_floats).collect(),
        serde_json::Value::Object(members) => {
            let members = members.into_iter();
            members
                .map(|(key, value)| (key, with_floats(value)))
                .collect()
        }
        other => other,
    }
}

/// Where coderlint and Terraform differ: in what is known, in what fails, and in
/// what has to be known.
fn differences(expressions: &[(&str, bool)]) -> Vec<String> {
    let theirs = expressions.chunks(AT_ONCE).flat_map(by_terraform);
    let mut wrong = Vec::new();
    for ((expression, has_to_know), theirs) in expressions.iter().zip(theirs) {
        let value = known(expression);
        // What we take for an error is one, and what we don't is none.
        let is_fine = known(&format!("can({expression})"));
        if is_fine.is_known() && is_fine.as_bool() != Some(theirs.is_some()) {
            wrong.push(format!(
                "can({expression}): {is_fine:?}, to Terraform {theirs:?}"
            ));
        }
        let ours = value.is_known().then(|| json(&value));
        let theirs = theirs.map(with_floats);
        match (&ours, &theirs) {
            (Some(ours), Some(theirs)) if ours == theirs => {}
            (None, Some(theirs)) if *has_to_know => {
                wrong.push(format!("{expression}: unknown, to Terraform {theirs}"));
            }
            (None, _) => {}
            (Some(ours), theirs) => {
                wrong.push(format!("{expression}: {ours}, to Terraform {theirs:?}"));
            }
        }
    }
    wrong
}

/// What is known is what Terraform says, and what Terraform refuses is unknown.
#[test]
fn expressions_are_what_the_console_says() {
    if World::find().is_none() {
        return;
    }
    let expressions = expressions();
    assert!(expressions.len() > 150);
    let mut wrong = differences(&expressions);
    for (expression, has_to_know) in expressions {
        if !has_to_know && known(expression).is_known() {
            wrong.push(format!("{expression}: is known by now; take the `?` away"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Functions that the console doesn't have, or that take what isn't a value.
const OTHERS: &[&str] = &[
    "can",
    "contains_substring",
    "regex_match",
    "semvercmp",
    "semverconstraint",
    "try",
];

/// Arguments of all kinds.
const ARGUMENTS: &[&str] = &[
    "null",
    "true",
    "\"true\"",
    "0",
    "-1",
    "2.5",
    "\"1\"",
    "\"1e2\"",
    "\"\"",
    "\"ab,c\"",
    "\"/a/\"",
    "\"%s\"",
    "\"%d-%v\"",
    "jsonencode([1])",
    "[]",
    "[\"b\", \"a\", \"b\"]",
    "[\"a\", 1]",
    "[3, 1, 2]",
    "[null]",
    "[true, 2]",
    "[[\"a\"], [\"b\"]]",
    "{}",
    "{ b = true, a = 1 }",
    "{ a = \"x\", b = [1] }",
];

/// Each function takes what Terraform's takes, as many as that, and makes the same of
/// it.
#[test]
fn functions_take_what_terraforms_take() {
    if World::find().is_none() {
        return;
    }
    let mut state: usize = 1;
    let mut any = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        ARGUMENTS[(state >> 33) % ARGUMENTS.len()]
    };
    let mut calls = Vec::new();
    for name in functions::names().filter(|name| !OTHERS.contains(name)) {
        for index in 0..CALLS {
            let arguments: Vec<&str> = (0..index % 5).map(|_| any()).collect();
            // What is made of null is only known in a run.
            let is_open = name.starts_with("format") && arguments.concat().contains("null");
            let call = format!("{name}({})", arguments.join(", "));
            // Beside null, Terraform takes an empty list for an object.
            let is_odd = call.starts_with("merge(null, []");
            if !is_open && !is_odd {
                calls.push(call);
            }
        }
    }
    let calls: Vec<(&str, bool)> = calls.iter().map(|call| (call.as_str(), false)).collect();
    let wrong = differences(&calls);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How often each function is called.
const CALLS: usize = 150;

/// All `.tf` files below a folder.
fn files_below(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && !path.is_symlink() {
            files_below(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "tf") {
            files.push(path);
        }
    }
}

/// The files that Terraform can't parse, by their names in a folder.
fn refused_by_terraform(folder: &Path) -> Vec<String> {
    let output = Command::new("terraform")
        .args(["fmt", "-list=false", "-check", "-no-color", "."])
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut names: Vec<String> = text
        .lines()
        .filter_map(|line| {
            let line = line.trim_start_matches(['│', ' ']);
            let (name, _) = line.strip_prefix("on ")?.split_once(" line ")?;
            Some(name.to_owned())
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

fn is_refused(text: &str) -> bool {
    let source = Source::new("main.tf", text);
    !syntax::parse(&source.text, source.start())
        .broken
        .is_empty()
}

/// What the provider's own examples look like is read.
#[test]
fn the_providers_examples_are_read() {
    if World::find().is_none() {
        return;
    }
    let cache = Command::new("go").args(["env", "GOMODCACHE"]).output();
    let cache = cache.map(|output| String::from_utf8(output.stdout).unwrap());
    let module = PathBuf::from(cache.unwrap_or_default().trim())
        .join("github.com/coder/terraform-provider-coder/v2@v2.20.0");
    let mut files = Vec::new();
    files_below(&module, &mut files);
    if files.is_empty() {
        // Whoever brought the provider here has no sources of it.
        return;
    }
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!is_refused(&text), "{}", file.display());
    }
}

/// How many damaged files are tried.
const DAMAGED: usize = 400;

/// A text with a piece taken out, put in or doubled; the same in each run.
fn damaged(text: &str, seed: u64) -> String {
    const PIECES: &[&str] = &[
        "{", "}", "[", "]", "(", ")", "\"", "=", ",", "\n", "${", "%{", "<<EOT\n", "EOT\n", "#",
        "/*", "*/", ".", "?", ":", "=>", "for", "null", "-", "!", "&&", "\\", "x", "1", " ",
    ];
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let at = boundary(next(text.len()));
    let length = next(12);
    let end = boundary((at + length).min(text.len()));
    match next(3) {
        0 => format!("{}{}", &text[..at], &text[end..]),
        1 => format!(
            "{}{}{}",
            &text[..at],
            PIECES[next(PIECES.len())],
            &text[at..]
        ),
        _ => format!("{}{}{}", &text[..end], &text[at..end], &text[end..]),
    }
}

/// What Terraform can't parse, coderlint reports, and nothing else.
#[test]
fn damaged_files_are_refused_by_both() {
    if World::find().is_none() {
        return;
    }
    let mut cases = Vec::new();
    files_below(&repository().join("rules"), &mut cases);
    cases.sort();
    let whole = cases
        .iter()
        .filter_map(|case| fs::read_to_string(case).ok());
    let whole: Vec<String> = whole
        .filter(|text| text.len() > 40 && !is_refused(text))
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let mut ours = Vec::new();
    for index in 0..DAMAGED {
        let text = damaged(&whole[index * 7 % whole.len()], index as u64 + 1);
        let name = format!("f{index:03}.tf");
        fs::write(folder.path().join(&name), &text).unwrap();
        if is_refused(&text) {
            ours.push(name);
        }
    }
    let theirs = refused_by_terraform(folder.path());
    assert!(theirs.len() > DAMAGED / 4, "{} are refused", theirs.len());
    let differing: Vec<String> = (0..DAMAGED)
        .map(|index| format!("f{index:03}.tf"))
        .filter(|name| ours.contains(name) != theirs.contains(name))
        .map(|name| {
            let text = fs::read_to_string(folder.path().join(&name)).unwrap();
            let by = if ours.contains(&name) {
                "us"
            } else {
                "Terraform"
            };
            format!("{name}, refused by {by} alone:\n{text}")
        })
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n----\n"));
}
