//! What the formats promise.

use crate::support::{Folder, KEY_MODULE};

#[test]
fn json_gives_positions_in_the_file_on_disk() {
    let text = format!("\u{feff}# é\r\n{}", KEY_MODULE.replace('\n', "\r\n"));
    let folder = Folder::with(&[("m/main.tf", &text)]);
    let report = folder.json(&[]);
    assert_eq!(report["version"], 1);
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["rule"], "masked_parameter");
    assert_eq!(diagnostic["level"], "error");
    assert_eq!(diagnostic["file"], "m/main.tf");
    assert_eq!(diagnostic["module"], "m");
    assert_eq!(diagnostic["subject"], "api_key");
    assert_eq!(diagnostic["fix"]["applicability"], "safe");
    // The edits are in bytes of the file on disk, too.
    let mut fixed = text.clone();
    for edit in diagnostic["fix"]["edits"].as_array().unwrap().iter().rev() {
        assert_eq!(edit["file"], "m/main.tf");
        let offset = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let range = offset("start")..offset("end");
        fixed.replace_range(range, edit["text"].as_str().unwrap());
    }
    folder.run(["--fix", "--only", "masked_parameter"]);
    let written = std::fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert_eq!(fixed, written);
    let start = &diagnostic["range"]["start"];
    assert_eq!((&start["line"], &start["column"]), (&2.into(), &10.into()));
    let at = usize::try_from(start["offset"].as_u64().unwrap()).unwrap();
    assert!(text[at..].starts_with("\"api_key\""));
    let used = diagnostic["labels"]
        .as_array()
        .unwrap()
        .iter()
        .find(|label| {
            label["message"]
                .as_str()
                .unwrap()
                .contains("reaches the workspace")
        })
        .expect("the use is labelled");
    let at = usize::try_from(used["range"]["start"]["offset"].as_u64().unwrap()).unwrap();
    assert!(text[at..].starts_with("var.api_key"));
    assert_eq!(report["summary"]["errors"], 1);
    assert_eq!(report["summary"]["modules"], 1);
    assert_eq!(report["summary"]["files"], 1);
}

#[test]
fn an_empty_report_is_still_json() {
    let folder = Folder::with(&[("main.tf", "locals {}\n")]);
    let report = folder.json(&[]);
    assert_eq!(report["diagnostics"], serde_json::json!([]));
}

#[test]
fn human_output_closes_with_a_summary() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let text = folder.run([""; 0]).stdout();
    assert!(text.starts_with("error[masked_parameter]: "), "{text}");
    assert!(
        text.ends_with("\n1 error in 1 module; 1 fixable with --fix\n"),
        "{text}"
    );
    let clean = Folder::with(&[("a/main.tf", ""), ("b/main.tf", ""), ("b/README.md", "")]);
    assert_eq!(clean.run([""; 0]).stdout(), "no findings in 2 modules\n");
}

#[test]
fn short_output_is_one_line_a_finding() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    assert_eq!(
        folder.run(["--format", "short"]).stdout(),
        "main.tf:1:10: error[masked_parameter]: key variable `api_key` has no opt-in masked parameter\n"
    );
}

#[test]
fn many_uses_are_counted_not_listed() {
    use std::fmt::Write as _;
    let mut text =
        String::from("variable \"agent_id\" {}\nvariable \"api_key\" {\n  sensitive = true\n}\n");
    for index in 0..13 {
        let _ = writeln!(text, "output \"o{index}\" {{\n  value = var.api_key\n}}");
    }
    let folder = Folder::with(&[("main.tf", &text)]);
    let report = folder.run([""; 0]).stdout();
    assert!(report.contains("and here, and 10 more"), "{report}");
}

#[test]
fn long_lines_are_cut_around_the_label() {
    let padding = "x".repeat(5000);
    let text = format!(
        "variable \"api_key\" {{\n  sensitive = true\n}}\noutput \"o\" {{\n  value = \"{padding}${{var.api_key}}{padding}\"\n}}\n"
    );
    let folder = Folder::with(&[("main.tf", &text)]);
    let run = folder.run([""; 0]);
    let report = run.stdout();
    assert!(report.contains("var.api_key"), "{report}");
    let longest = report.lines().map(|line| line.chars().count()).max();
    assert!(longest.unwrap() < 400, "{longest:?}");
}

#[test]
fn json_says_everything_once() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let diagnostic = folder.json(&[])["diagnostics"][0].clone();
    let notes = diagnostic["notes"].as_array().unwrap();
    assert!(!notes.is_empty() && diagnostic["help"].is_string());
    assert!(!notes.contains(&diagnostic["help"]), "{notes:?}");
}

#[test]
fn sarif_speaks_in_sentences() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let report = folder.run(["--format", "sarif"]).json();
    let result = &report["runs"][0]["results"][0];
    let text = result["message"]["text"].as_str().unwrap();
    let finding = &folder.json(&[])["diagnostics"][0];
    let help = finding["help"].as_str().unwrap();
    assert!(
        text.starts_with("Key variable `api_key` has no opt-in masked parameter. "),
        "{text}"
    );
    assert!(text.ends_with(&format!(". A{}.", &help[1..])), "{text}");
    let related = &result["relatedLocations"][0]["message"]["text"];
    assert_eq!(related, "It reaches the workspace here.");
}

#[test]
fn github_has_the_rules_address_and_says_what_it_cuts() {
    use std::fmt::Write as _;
    let mut text = String::new();
    for index in 0..11 {
        let _ = writeln!(text, "variable \"k{index}_api_key\" {{}}");
    }
    let folder = Folder::with(&[("main.tf", &text)]);
    let run = folder.run(["--format", "github"]);
    for line in run.stdout().lines() {
        let end = "%0Asee: https://github.com/coderlint/coderlint/blob/main/rules/sensitive_variable/README.md";
        assert!(line.ends_with(end), "{line}");
    }
    let note = "coderlint: note: GitHub only annotates 10 of 11 warnings; `--output markdown=\"$GITHUB_STEP_SUMMARY\"` lists all\n";
    assert_eq!(run.stderr(), note);
    let beside = folder.run(["--output", "github=-", "--format", "human"]);
    assert_eq!(beside.stderr(), note);
    // Where nothing is cut, nothing is said.
    folder.write("main.tf", text.replace("variable \"k0_api_key\" {}\n", ""));
    assert_eq!(folder.run(["--format", "github"]).stderr(), "");
}

#[test]
fn html_filters_by_level_and_shows_code_as_code() {
    let text = format!("{KEY_MODULE}\n# a `literal`\nvariable \"x_token\" {{}}\n");
    let folder = Folder::with(&[("main.tf", &text)]);
    let page = folder.run(["--format", "html"]).stdout();
    for part in [
        "<label>level <select name=\"level\">",
        "<option value=\"error\">error (1)</option>",
        "<details open data-level=\"error\"",
        "<details open data-level=\"warning\"",
        "key variable <code>x_token</code> is not sensitive",
        "add <code>sensitive = true</code> to the variable",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let (findings, script) = page.split_once("<script>").unwrap();
    assert!(script.contains("\"level\""));
    // What is left is of the file, or would be.
    assert!(findings.contains("&#35; a `literal`"));
    for line in findings.lines().filter(|line| line.contains('`')) {
        let is_source = line.contains("`literal`") || line.contains("description = ");
        assert!(is_source, "{line}");
    }
}

#[test]
fn markdown_links_to_the_lines_and_the_rules() {
    let folder = Folder::with(&[
        ("a b/main.tf", KEY_MODULE),
        (
            "a b/README.md",
            "# A\n\n```tf\nvariable \"x_token\" {}\n```\n",
        ),
    ]);
    let table = folder.run(["--format", "markdown"]).stdout();
    for part in [
        "| level | finding | place | rule |\n",
        "| **error** | key variable `api_key` has no opt-in masked parameter | [`a b/main.tf:1`](a%20b/main.tf#L1) | [`masked_parameter`] |\n",
        "| [`a b/README.md:4`](a%20b/README.md?plain=1#L4) |",
        "\n[`masked_parameter`]: https://github.com/coderlint/coderlint/blob/main/rules/masked_parameter/README.md\n",
    ] {
        assert!(table.contains(part), "{part}\n{table}");
    }
}

/// A comment or a summary is not where the files are.
#[test]
fn markdown_links_to_the_commit_in_a_job_on_github() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let path = std::fs::canonicalize(folder.path()).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_coderlint"))
        .args(["--format", "markdown"])
        .current_dir(&path)
        .env("GITHUB_WORKSPACE", &path)
        .env("GITHUB_SERVER_URL", "https://github.com")
        .env("GITHUB_REPOSITORY", "coder/registry")
        .env("GITHUB_SHA", "0123abc")
        .output()
        .unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    let link = "[`main.tf:1`](https://github.com/coder/registry/blob/0123abc/main.tf#L1)";
    assert!(table.contains(link), "{table}");
}
