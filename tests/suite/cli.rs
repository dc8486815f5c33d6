//! Arguments, exit codes, what goes where.

use std::process::{Command, Stdio};

use crate::support::{Folder, KEY_MODULE, findings};

const WARNING_MODULE: &str = "variable \"api_key\" {\n  type = string\n}\n";

#[test]
fn exit_codes_tell_findings_from_failures() {
    let folder = Folder::with(&[
        ("clean/main.tf", "locals {}\n"),
        ("key/main.tf", KEY_MODULE),
        ("warning/main.tf", WARNING_MODULE),
    ]);
    assert_eq!(folder.run(["clean"]).code(), 0);
    let warning = folder.run(["warning"]);
    assert_eq!(warning.code(), 0);
    assert!(warning.stdout().contains("warning[sensitive_variable]"));
    assert_eq!(folder.run(["key"]).code(), 2);
    assert_eq!(folder.run(["missing"]).code(), 1);
    // A failure counts more than findings, and does not stop the rest.
    let both = folder.run(["missing", "key", "--format", "short"]);
    assert_eq!(both.code(), 1);
    assert!(
        both.stdout()
            .contains("key/main.tf:1:10: error[masked_parameter]")
    );
    assert_eq!(
        both.stderr(),
        "coderlint: error: missing: no such file or directory\n1 error in 1 module; 1 fixable with --fix\n"
    );
}

#[test]
fn usage_errors_exit_with_one() {
    let folder = Folder::new();
    for arguments in [
        &["--frmat"][..],
        &["--format", "xml"],
        &["--threads", "0"],
        &["--explain"],
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code(), 1, "{arguments:?}");
        assert!(run.stderr().starts_with("error: "), "{}", run.stderr());
        assert_eq!(run.stdout(), "");
    }
    let help = folder.run(["--help"]);
    assert_eq!(help.code(), 0);
    assert!(help.stdout().contains("Exit codes:"));
    assert_eq!(folder.run(["--version"]).code(), 0);
}

#[test]
fn unknown_rules_get_a_near_match() {
    let folder = Folder::with(&[("main.tf", "")]);
    for option in ["-D", "-W", "-A", "--only", "--explain"] {
        let run = folder.run([option, "masked_paramter"]);
        assert_eq!(run.code(), 1, "{option}");
        let error = run.stderr();
        assert!(
            error.contains("did you mean `masked_parameter`?"),
            "{error}"
        );
    }
    let error = folder.run(["--only", "zzz"]).stderr();
    assert!(error.contains("`coderlint --rules` lists them"), "{error}");
}

#[test]
fn levels_apply_in_their_order() {
    let folder = Folder::with(&[("main.tf", WARNING_MODULE)]);
    let levels = |arguments: &[&str]| {
        let report = folder.json(arguments);
        let diagnostics = report["diagnostics"].as_array().unwrap();
        let levels: Vec<String> = diagnostics
            .iter()
            .map(|d| d["level"].as_str().unwrap().to_owned())
            .collect();
        levels
    };
    assert_eq!(levels(&[]), ["warning"]);
    assert_eq!(levels(&["-D", "sensitive_variable"]), ["error"]);
    assert_eq!(levels(&["-D", "warnings"]), ["error"]);
    assert_eq!(levels(&["-A", "sensitive_variable"]), [""; 0]);
    let last_counts = [
        "-A",
        "sensitive_variable",
        "-D",
        "sensitive_variable",
        "-W",
        "sensitive_variable",
    ];
    assert_eq!(levels(&last_counts), ["warning"]);
    assert_eq!(folder.run(["-D", "warnings"]).code(), 2);
}

#[test]
fn only_runs_the_rules_named() {
    let folder = Folder::with(&[("main.tf", &KEY_MODULE.replace("  sensitive = true\n", ""))]);
    assert_eq!(folder.json(&[])["summary"]["errors"], 1);
    let report = folder.json(&["--only", "sensitive_variable"]);
    assert_eq!(findings(&report), ["sensitive_variable main.tf api_key"]);
    let both = folder.json(&["--only", "sensitive_variable,masked_parameter"]);
    assert_eq!(both["diagnostics"].as_array().unwrap().len(), 2);
}

#[test]
fn statistics_count_by_rule_and_module() {
    let folder = Folder::with(&[
        ("a/main.tf", KEY_MODULE),
        ("b/main.tf", WARNING_MODULE),
        ("c/main.tf", &KEY_MODULE.replace("  sensitive = true\n", "")),
    ]);
    let run = folder.run(["--statistics"]);
    assert_eq!(run.code(), 2);
    assert_eq!(
        run.stdout(),
        "findings  rule\n       2  masked_parameter\n       2  sensitive_variable\n\n\
         findings  module\n       2  c\n       1  a\n       1  b\n\n\
         2 errors and 2 warnings in 3 modules; 4 fixable with --fix\n"
    );
    let json = folder.json(&["--statistics"]);
    assert_eq!(json["rules"][0]["rule"], "masked_parameter");
    assert_eq!(json["modules"][0]["module"], "c");
    assert_eq!(json["modules"][0]["findings"], 2);
    assert_eq!(json["summary"]["errors"], 2);
}

#[test]
fn rules_are_listed_for_people_and_programs() {
    let folder = Folder::new();
    let list = folder.run(["--rules"]).stdout();
    let json = folder.run(["--rules", "--format", "json"]).json();
    let rules = json.as_array().unwrap();
    assert!(
        list.lines().all(|line| line.chars().count() <= 80),
        "{list}"
    );
    // What goes on in another line is indented.
    let mut rows: Vec<String> = Vec::new();
    for line in list.lines() {
        match rows.last_mut().filter(|_| line.starts_with(' ')) {
            Some(row) => {
                row.push(' ');
                row.push_str(line.trim_start());
            }
            None => rows.push(line.to_owned()),
        }
    }
    assert_eq!(rows.len(), rules.len() + 1);
    for (line, rule) in rows.iter().skip(1).zip(rules) {
        for field in ["id", "level", "summary"] {
            assert!(line.contains(rule[field].as_str().unwrap()), "{line}");
        }
        assert!(
            line.contains(rule["fix"].as_str().unwrap_or(" - ")),
            "{line}"
        );
        assert!(rule["url"].as_str().unwrap().starts_with("https://"));
    }
}

#[test]
fn a_folder_without_modules_is_no_silent_success() {
    let folder = Folder::with(&[("README.md", "# x\n")]);
    let run = folder.run([""; 0]);
    assert_eq!(run.code(), 0);
    assert_eq!(
        run.stderr(),
        "coderlint: warning: .: no `.tf` files; hidden folders and those that `.gitignore` names were skipped\n"
    );
}

#[test]
fn files_stand_for_their_module_and_overlaps_count_once() {
    let folder = Folder::with(&[
        (
            "a/variables.tf",
            "variable \"api_key\" {\n  sensitive = true\n}\n",
        ),
        (
            "a/main.tf",
            "variable \"agent_id\" {}\n\noutput \"x\" {\n  value     = var.api_key\n  sensitive = true\n}\n",
        ),
        ("a/b/main.tf", KEY_MODULE),
        ("other.txt", ""),
    ]);
    let one = folder.json(&["a/main.tf"]);
    assert_eq!(findings(&one), ["masked_parameter a/variables.tf api_key"]);
    assert_eq!(one["summary"]["modules"], 1);
    let all = folder.json(&["a", ".", "a/main.tf", "a/../a/b"]);
    assert_eq!(all["summary"]["modules"], 2);
    assert_eq!(all["diagnostics"].as_array().unwrap().len(), 2);
    let other = folder.run(["other.txt"]);
    assert_eq!(other.code(), 1);
    assert!(
        other
            .stderr()
            .contains("neither a `.tf` file nor a `README.md`")
    );
}

#[test]
fn ignored_and_hidden_folders_are_skipped_unless_named() {
    let folder = Folder::with(&[
        (".gitignore", "build/\nskipped.tf\n"),
        ("build/main.tf", KEY_MODULE),
        ("build/deep/main.tf", KEY_MODULE),
        (".terraform/modules/x/main.tf", KEY_MODULE),
        (".hidden/main.tf", KEY_MODULE),
        ("seen/main.tf", "locals {}\n"),
        ("seen/skipped.tf", KEY_MODULE),
    ]);
    assert_eq!(folder.json(&[])["summary"]["files"], 1);
    assert_eq!(folder.json(&["build"])["summary"]["modules"], 2);
    assert_eq!(folder.json(&["build/main.tf"])["summary"]["errors"], 1);
    assert_eq!(folder.json(&[".hidden"])["summary"]["errors"], 1);
}

#[test]
fn modules_come_sorted() {
    let folder = Folder::with(&[
        ("b/main.tf", KEY_MODULE),
        ("a/main.tf", KEY_MODULE),
        ("a-b/main.tf", KEY_MODULE),
        ("a/c/main.tf", KEY_MODULE),
    ]);
    let report = folder.json(&[]);
    let modules: Vec<&str> = report["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|diagnostic| diagnostic["module"].as_str().unwrap())
        .collect();
    assert_eq!(modules, ["a", "a-b", "a/c", "b"]);
}

#[test]
fn one_thread_and_many_write_the_same() {
    let folder = Folder::new();
    for index in 0..40 {
        folder.write(format!("m{index}/main.tf"), KEY_MODULE);
        folder.write(format!("m{index}/README.md"), "# X\n");
    }
    for format in ["human", "short", "json"] {
        let one = folder.run(["--threads", "1", "--format", format]).stdout();
        let many = folder.run(["--threads", "8", "--format", format]).stdout();
        assert_eq!(one, many);
        assert!(one.contains("m39/main.tf"));
    }
}

#[test]
fn names_are_relative_to_the_working_directory() {
    let folder = Folder::with(&[("a/b/main.tf", KEY_MODULE)]);
    let absolute = std::fs::canonicalize(folder.join("a")).unwrap();
    let report = folder.json(&[absolute.to_str().unwrap()]);
    assert_eq!(findings(&report), ["masked_parameter a/b/main.tf api_key"]);
    let below = crate::support::run_in(&folder.join("a"), ["--format", "json", "b"]).json();
    assert_eq!(findings(&below), ["masked_parameter b/main.tf api_key"]);
    let here = crate::support::run_in(&folder.join("a/b"), ["--format", "json"]).json();
    assert_eq!(findings(&here), ["masked_parameter main.tf api_key"]);
    assert_eq!(here["diagnostics"][0]["module"], ".");
}

#[test]
fn color_is_for_terminals() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    assert!(!folder.run([""; 0]).stdout().contains('\u{1b}'));
    assert!(
        folder
            .run(["--color", "always"])
            .stdout()
            .contains('\u{1b}')
    );
    let short = folder.run(["--color", "always", "--format", "short"]);
    assert!(!short.stdout().contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_silent() {
    let folder = Folder::new();
    for index in 0..200 {
        folder.write(format!("m{index}/main.tf"), KEY_MODULE);
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_coderlint"))
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn explain_and_rules_show_every_rule() {
    let folder = Folder::new();
    let list = folder.run(["--rules"]).stdout();
    for entry in crate::api::infos() {
        assert!(list.contains(entry.id));
        let page = folder.run(["--explain", entry.id]);
        assert_eq!(page.code(), 0);
        assert!(page.stdout().contains("Why is this bad?"));
    }
    let rules = folder.run(["--rules", "--format", "json"]).json();
    assert_eq!(rules[0]["id"], "masked_parameter");
    assert_eq!(rules[0]["level"], "deny");
}

#[test]
fn flags_that_do_not_go_together_say_so() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let commands: [(&[&str], &str); 6] = [
        (&["--diff", "--output", "json=o"], "cannot be used with"),
        (&["--diff", "--fix"], "cannot be used with"),
        (
            &["--output", "json=o", "--output", "sarif=o"],
            "`--output` names o twice",
        ),
        (
            &["--merge", "r.json", "-D", "warnings"],
            "cannot be used with",
        ),
        (&["--merge", "r.json", "--fix"], "cannot be used with"),
        (&["--fix", "--write-baseline", "o"], "cannot be used with"),
    ];
    for (arguments, message) in commands {
        let run = folder.run(arguments);
        assert_eq!(run.code(), 1, "{arguments:?}");
        assert!(run.stderr().contains(message), "{}", run.stderr());
        assert!(!folder.join("o").exists());
    }
}

#[test]
fn paths_that_are_not_there_lint_nothing() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("empty/notes.txt", "")]);
    let run = folder.run(["nope"]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
    assert_eq!(
        run.stderr(),
        "coderlint: error: nope: no such file or directory\n"
    );
    // Other tools have subcommands.
    let run = folder.run(["check", "a"]);
    assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
    assert_eq!(
        run.stderr(),
        "coderlint: error: check: no such file or directory; coderlint has no subcommands: leave out `check`\n"
    );
    let run = folder.run(["empty"]);
    assert_eq!(run.code(), 0);
    assert!(
        run.stderr()
            .starts_with("coderlint: warning: empty: no `.tf` files;"),
        "{}",
        run.stderr()
    );
    assert_eq!(folder.run(["."]).stderr(), "");
    folder.write(".coderlint.hcl", "exclude = [\"*\"]\n");
    let run = folder.run(["."]);
    assert_eq!(
        run.stderr(),
        "coderlint: warning: the configuration excludes every module\n"
    );
}

#[test]
fn quiet_and_exit_zero() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("clean/main.tf", "locals {}\n")]);
    let run = folder.run(["-q", "clean"]);
    assert_eq!(
        (run.code(), run.stdout(), run.stderr()),
        (0, String::new(), String::new())
    );
    let run = folder.run(["--quiet", "a"]);
    let closing = "1 error in 1 module; 1 fixable with --fix\n".to_owned();
    assert_eq!(
        (run.code(), run.stdout(), run.stderr()),
        (2, closing, String::new())
    );
    let run = folder.run(["--exit-zero", "a"]);
    assert_eq!(run.code(), 0);
    assert!(run.stdout().contains("error[masked_parameter]"));
    // What fails the run fails it all the same.
    assert_eq!(folder.run(["--exit-zero", "a", "nope"]).code(), 1);
}

#[test]
fn threads_are_at_least_one_and_not_too_many() {
    let folder = Folder::with(&[("main.tf", "locals {}\n")]);
    for (number, message) in [
        ("0", "at least 1"),
        ("100000", "at most 256"),
        ("x", "a number from 1"),
    ] {
        let run = folder.run(["--threads", number]);
        assert_eq!(run.code(), 1);
        assert!(run.stderr().contains(message), "{}", run.stderr());
    }
    assert_eq!(folder.run(["--threads", "2"]).code(), 0);
}

#[test]
fn completions_name_every_flag() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(["--completions", shell]);
        assert_eq!(run.code(), 0);
        assert!(run.stdout().contains("unsafe-fixes"), "{shell}");
    }
}

#[test]
fn a_report_can_go_to_standard_output() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let run = folder.run(["-q", "--output", "json=-"]);
    let report = run.stdout();
    let json = report
        .strip_suffix("1 error in 1 module; 1 fixable with --fix\n")
        .unwrap();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["summary"]["errors"], 1);
    assert!(!folder.join("-").exists());
}

#[test]
fn help_fits_a_screen_under_headings() {
    let folder = Folder::new();
    let short = folder.run(["-h"]).stdout();
    assert!(short.lines().count() <= 50, "{short}");
    for help in [&short, &folder.run(["--help"]).stdout()] {
        assert!(
            help.lines().all(|line| line.chars().count() <= 80),
            "{help}"
        );
        assert!(!help.contains('`'), "{help}");
        for heading in [
            "Fixes:",
            "Rules:",
            "Configuration:",
            "What is reported:",
            "Output:",
        ] {
            assert!(help.contains(heading), "{heading}");
        }
    }
}
