//! Policies that are out to take all time or memory, or to speak through what is
//! printed.

use std::fmt::Write as _;

use super::{folder, text};
use crate::hostile::numbered;
use crate::support::Folder;

const MODULE: &str =
    "resource \"coder_app\" \"web\" {\n  slug = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"\n}\n";

fn enforced(locals: &str, condition: &str) -> String {
    format!(
        "resource_policy \"*\" \"own\" {{\n  description = \"x\"\n  locals {{\n{locals}  }}\n  enforce {{\n    condition = {condition}\n  }}\n}}\n"
    )
}

/// The run ends in time: with a finding, with none, or with an error.
fn ends(policies: &str) -> (usize, String) {
    let folder = folder(policies, MODULE);
    let run = folder.run_bounded(["--only", "own", "--format", "json"]);
    let stderr = run.stderr();
    assert!(!stderr.contains("panicked"), "{stderr}");
    if run.code() == 1 {
        assert!(stderr.contains("own.policy.hcl:"), "{stderr}");
        return (0, stderr);
    }
    (run.json()["diagnostics"].as_array().unwrap().len(), stderr)
}

fn doubling(first: &str, next: impl Fn(usize) -> String, count: usize) -> String {
    let mut locals = format!("    v0 = {first}\n");
    for index in 1..count {
        let _ = writeln!(locals, "    v{index} = {}", next(index - 1));
    }
    locals
}

#[test]
fn what_takes_too_long_decides_nothing_and_is_named() {
    let last = |locals: String| enforced(&locals, "core::length(local.v59) == 0");
    let lists = doubling(
        "[1]",
        |before| format!("[local.v{before}, local.v{before}]"),
        60,
    );
    let texts = doubling(
        "\"x\"",
        |before| format!("\"${{local.v{before}}}${{local.v{before}}}\""),
        60,
    );
    let million = "core::length([for a in core::split(\"\", local.v20) : [for b in core::split(\"\", local.v20) : [for c in core::split(\"\", local.v20) : c]]]) == 0";
    let loops = enforced(
        &doubling(
            "\"x\"",
            |before| format!("\"${{local.v{before}}}${{local.v{before}}}\""),
            21,
        ),
        million,
    );
    let merged = doubling(
        "{ a = 1 }",
        |before| {
            format!(
                "core::merge(local.v{before}, {{ \"k${{core::length(local.v{before})}}\" = local.v{before} }})"
            )
        },
        60,
    );
    // The same, as local values of the file.
    let of_file = format!(
        "locals {{\n{lists}}}\n{}",
        enforced("", "core::length(local.v59) == 0")
    );
    for policies in [last(lists), last(texts), loops, last(merged), of_file] {
        let (count, stderr) = ends(&policies);
        assert_eq!(count, 0, "{policies}");
        let is_named = stderr.contains("warning: own.policy.hcl:")
            && stderr.contains("policy `own` takes too long for `coder_app.web`");
        assert!(is_named, "{policies}: {stderr}");
    }
}

#[test]
fn patterns_that_backtrace_elsewhere_are_answered() {
    let (count, _) = ends(&enforced(
        "",
        "core::can(core::regex(\"^(a+)+$\", attrs.slug))",
    ));
    assert_eq!(count, 1);
    let (count, stderr) = ends(&enforced(
        "",
        "core::can(core::regex(\"((((a{100}){100}){100}){100})\", attrs.slug))",
    ));
    assert_eq!(count, 0);
    assert!(
        stderr.contains("isn't a valid regular expression"),
        "{stderr}"
    );
}

#[test]
fn conditions_that_name_each_other_twice_are_read_once() {
    let both = |before| format!("local.v{before} && local.v{before}");
    let chain = doubling("attrs.slug == \"\"", both, 60);
    let (_, stderr) = ends(&enforced(&chain, "local.v59"));
    assert!(stderr.contains("policy `own` takes too long"), "{stderr}");
    let of_file = doubling("input.a", both, 60);
    let input = "input \"a\" {\n  type    = bool\n  default = false\n}\n";
    let policy = enforced("", "local.v59");
    let (count, _) = ends(&format!("{input}locals {{\n{of_file}}}\n{policy}"));
    assert_eq!(count, 1);
    let circle = enforced("    a = local.a && local.a\n", "local.a");
    assert!(ends(&circle).1.contains("`local.a` depends on itself"));
}

#[test]
fn locals_that_ask_for_resources_are_no_policys_own() {
    let mut text = "locals {\na0 = core::getresources(\"coder_app\")\n".to_owned();
    for at in 1..3_000 {
        let _ = writeln!(text, "a{at} = [local.a{}]", at - 1);
    }
    text.push_str("}\n");
    text.push_str(&enforced("", "local.a2999 == []"));
    for at in 0..900 {
        let policy = enforced("", "local.a2999 == []");
        text.push_str(&policy.replace("own", &format!("own{at}")));
    }
    ends(&text);
}

#[test]
fn functions_that_make_much_of_little_end() {
    let texts = |first: &str| {
        let next = |before| format!("\"${{local.v{before}}}${{local.v{before}}}\"");
        doubling(first, next, 17)
    };
    let (_, stderr) = ends(&enforced(
        "",
        "core::length(core::range(0, 1000000000)) == 0",
    ));
    assert!(stderr.contains("policy `own` fails"), "{stderr}");
    for condition in [
        "core::replace(local.v16, \"/a*b|a/\", local.v16) == \"\"",
        "core::replace(local.v10, \"/(a*)/\", core::replace(local.v16, \"a\", \"$1\")) == \"\"",
        "core::length(core::regexall(\"a*b|a\", local.v16)) == 0",
        "core::length(core::formatlist(\"%999s%999s%s\", core::range(1024), 1, local.v16)) == 0",
        "core::length([for a in core::range(1024) : [for b in core::range(1024) : core::format(\"%999d\", a)]]) == 0",
        "core::length([for a in core::range(1024) : core::urlencode(local.v16)]) == 0",
        "core::length(core::chunklist(core::split(\"\", local.v14), 1)) == 0",
        "core::length(core::setunion(core::split(\"\", local.v14), core::range(1024))) == 0",
        "core::length(core::setunion([for a in core::range(1024) : core::range(a, a + 16)]...)) == 0",
        "core::length(core::format(\"%99999999999999999999s\", local.v16)) == 0",
        "core::substr(local.v16, -9223372036854775808, 9223372036854775807) == \"\"",
        "core::element([1], -9223372036854775808) == 2",
        "core::pow(10, core::pow(10, 300)) == 0",
    ] {
        ends(&enforced(&texts("\"a\""), condition));
    }
}

#[test]
fn what_is_nested_deeply_or_long_ends() {
    let deep = |open: &str, close: &str, count: usize| {
        enforced(
            "",
            &format!("{}true{} == 1", open.repeat(count), close.repeat(count)),
        )
    };
    for count in [40, 100, 50_000] {
        ends(&deep("(", ")", count));
        ends(&deep("[", "]", count));
        ends(&deep("!", "", count));
        ends(&deep("core::try(", ")", count.min(20_000)));
    }
    let chain = doubling(
        "1",
        |before| format!("core::try(local.v{before}, 0)"),
        4_000,
    );
    ends(&enforced(&chain, "local.v3999 == 1"));
    let wide = "attrs.slug == \"\" || ".repeat(9_000) + "true";
    ends(&enforced("", &wide));
    let many: String = (0..400)
        .map(|index| enforced("", "attrs.slug == \"\"").replace("own", &format!("own{index}")))
        .collect();
    let run = folder(&many, MODULE).run_bounded(["--format", "json"]);
    assert_eq!(run.json()["diagnostics"].as_array().unwrap().len(), 400);
    let huge = enforced("", "true") + &"# x\n".repeat(200_000);
    let (_, stderr) = ends(&huge.replace("own.policy.hcl", ""));
    assert!(stderr.contains("too large"), "{stderr}");
}

#[test]
fn very_many_blocks_and_policies_end() {
    let block = "resource \"coder_app\" \"a#\" {\n  slug = \"x\"\n}\n";
    let blocks = numbered(block, 3_000);
    let policies: String = (0..50)
        .map(|index| {
            enforced("", "core::length([for a in core::getresources(\"coder_app\") : a if a.slug == attrs.slug]) == 0")
                .replace("own", &format!("own{index}"))
        })
        .collect();
    let folder = folder(&policies, &blocks);
    let run = folder.run_bounded(["--format", "json"]);
    assert!([0, 1, 2].contains(&run.code()));
}

/// All blocks of a module share what they may take.
#[test]
fn where_there_are_very_many_each_may_take_less() {
    let policy = enforced("", "core::length(core::split(\"\", attrs.slug)) == 0");
    let block = format!(
        "resource \"coder_app\" \"a#\" {{\n  slug = \"{}\"\n}}\n",
        "x".repeat(900)
    );
    for (blocks, found) in [(10, 10), (2_000, 0)] {
        let folder = folder(&policy, &numbered(&block, blocks));
        let run = folder.run(["--only", "own", "--format", "json"]);
        assert_eq!(run.json()["diagnostics"].as_array().unwrap().len(), found);
        let is_told = run.stderr().contains("policy `own` takes too long");
        assert_eq!(is_told, found == 0, "{}", run.stderr());
    }
}

/// Each is worked out after those that it names, and not by recursion.
#[test]
fn a_long_chain_of_locals_is_worked_out() {
    let next = |before| format!("local.v{before}");
    let chain = doubling("attrs.slug", next, 900);
    let (count, stderr) = ends(&enforced(&chain, "local.v899 == null"));
    assert_eq!((count, stderr.as_str()), (1, ""));
}

#[test]
fn what_is_said_is_harmless() {
    let policies = "resource_policy \"*\" \"own\" {\n  description = \"::error::x \\u001b[2J\\u202e\"\n  enforce {\n    condition = false\n    error_message = \"a\\n::error::b\\u001b[31m ##[group] ${attrs.slug}\"\n  }\n}\n";
    let module = "resource \"coder_app\" \"web\" {\n  slug = \"\\u001b[31m\\n::warning::\"\n}\n";
    let folder = folder(policies, module);
    let mut outs = vec![
        folder.run(["--rules"]).stdout(),
        folder.run(["--explain", "own"]).stdout(),
    ];
    for format in [
        "human",
        "short",
        "github",
        "markdown",
        "html",
        "checkstyle",
        "junit",
        "json",
        "sarif",
    ] {
        let out = folder.run(["--format", format, "--only", "own"]).stdout();
        assert!(
            !out.contains('\u{1b}') && !out.contains('\u{202e}'),
            "{format}"
        );
        if format != "github" {
            outs.push(out);
        }
    }
    outs.push(folder.run(["--facts"]).stdout());
    for out in outs {
        assert!(!out.contains('\u{1b}') && !out.contains("##["), "{out}");
        assert!(
            !out.lines().any(|line| line.trim_start().starts_with("::")),
            "{out}"
        );
    }
    let report = folder.json(&["--only", "own"]);
    assert!(text(&report["diagnostics"][0]["message"]).starts_with("a ::error::b"));
    // A message is as long as people read.
    let long = "resource_policy \"*\" \"own\" {\n  enforce {\n    condition = false\n    error_message = core::join(\"\", [for c in core::split(\"\", attrs.slug) : attrs.slug])\n  }\n}\n";
    let module = format!(
        "resource \"coder_app\" \"web\" {{\n  slug = \"{}\"\n}}\n",
        "x".repeat(900)
    );
    let folder = Folder::with(&[
        (".coderlint.hcl", super::CONFIG),
        ("own.policy.hcl", long),
        ("main.tf", &module),
    ]);
    let report = folder.json(&["--only", "own"]);
    assert!(text(&report["diagnostics"][0]["message"]).chars().count() <= 1_001);
}
