//! `--fix` and `--diff`: what they write, and what they leave alone. What each
//! rule's fixes come to is in its cases.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::api::{
    Applicability, Configs, Files, Filter, Keep, Lookup, Overrides, Workspace, discover_buffers,
    fix, infos, reports, today,
};
use crate::replay;
use crate::support::{Folder, findings, run_in};

/// A module in which several rules find something to fix.
const UNFIXED: &str = "terraform {\n  required_providers {\n    coder = {\n      source  = \"coder/coder\"\n      version = \">= 2.1\"\n    }\n  }\n}\n\nvariable \"api_key\" {\n  type = string # typed\n  default = \"\"\n}\n\nresource \"coder_env\" \"api_key\" {\n  agent_id = \"x\"\n  name     = \"API_KEY\"\n  value    = \"${var.api_key}\" # the key\n}\n";

fn unfixed() -> Folder {
    Folder::with(&[
        ("m/main.tf", UNFIXED),
        ("m/README.md", "# M\n\nText.\n"),
        ("clean/main.tf", "locals {}\n"),
    ])
}

#[test]
fn fixes_compose_and_settle() {
    let folder = unfixed();
    let run = folder.run(["--fix"]);
    assert_eq!(
        (run.code(), run.stderr().as_str()),
        (
            0,
            "coderlint: note: fixed 1 masked_parameter, 1 sensitive_variable in m/README.md, m/main.tf\n"
        )
    );
    assert_eq!(run.stdout(), "no findings in 2 modules; 2 fixed\n");
    let text = fs::read_to_string(folder.join("m/main.tf")).unwrap();
    for part in [
        "version = \">= 2.4\"",
        // What was not formatted stays so.
        "  type = string # typed\n  default = \"\"\n  sensitive = true\n}",
        "data \"coder_parameter\" \"api_key\"",
        "value    = \"${local.api_key}\" # the key",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let readme = fs::read_to_string(folder.join("m/README.md")).unwrap();
    assert!(readme.contains("`enable_api_key_parameter`"), "{readme}");
    let again = folder.run(["--fix"]);
    assert_eq!(again.stdout(), "no findings in 2 modules\n");
    assert_eq!(fs::read_to_string(folder.join("m/main.tf")).unwrap(), text);
}

#[test]
fn the_report_is_about_what_is_left() {
    let folder = Folder::with(&[
        ("a/main.tf", UNFIXED),
        ("b/main.tf", "variable \"api_key\" {\n= =\n}\n"),
    ]);
    let run = folder.run(["--fix", "--format", "json"]);
    assert_eq!(run.code(), 2);
    let report = run.json();
    assert_eq!(findings(&report), ["syntax_error b/main.tf -"]);
    // What came up on the way was never found.
    assert_eq!(report["summary"]["fixed"], 2);
}

/// A fix that does nothing is no reason to build the next one on it.
#[test]
fn what_a_faulty_fix_wrote_is_gone_before_the_next_round() {
    let root = Path::new("/nowhere/at/all");
    let mut files = Files::in_memory();
    files.set(&root.join("main.tf"), Some(UNFIXED.as_bytes()));
    let found = discover_buffers(root, &files, root);
    let configs = Configs::new(infos(), Lookup::None, Overrides::default(), root);
    let mut workspace = Workspace::new(files, configs, root, Keep::Texts);
    workspace.add(found);
    workspace.lint(None, &|| {});
    let filter = Filter::on(today());
    let mut found = reports(&workspace, filter);
    let mut offered = found[0]
        .diagnostics
        .iter_mut()
        .map(|it| &mut it.finding.fix);
    let faulty = offered.next().unwrap().as_mut().unwrap();
    faulty.edits.truncate(1);
    faulty.edits[0].text = "\n# a fix\n".to_owned();
    offered.for_each(|fix| *fix = None);
    let fixed = fix(&mut workspace, filter, &found, Applicability::Safe);
    assert_eq!(fixed.errors.len(), 1);
    let [file] = fixed.files.as_slice() else {
        panic!("the other finding is fixed");
    };
    assert!(file.new.contains("sensitive = true"), "{}", file.new);
    assert!(!file.new.contains("# a fix"), "{}", file.new);
}

#[test]
fn a_diff_is_colored_for_people() {
    let folder = unfixed();
    let plain = folder.run(["--diff"]).stdout();
    assert!(!plain.contains('\u{1b}'));
    let colored = folder.run(["--diff", "--color", "always"]).stdout();
    assert!(
        colored.contains("\u{1b}[32m+  sensitive = true\u{1b}[0m\n"),
        "{colored}"
    );
    let colors = [
        "\u{1b}[1m",
        "\u{1b}[31m",
        "\u{1b}[32m",
        "\u{1b}[36m",
        "\u{1b}[0m",
    ];
    let bare = colors
        .iter()
        .fold(colored, |text, color| text.replace(color, ""));
    assert_eq!(bare, plain);
}

#[test]
fn versions_in_readmes_are_left_to_the_maintainer() {
    let readme = "# M\n\nText.\n\n```tf\nmodule \"m\" {\n  source  = \"registry.example.com/people/m/coder\"\n  version = \"1.2.3\"\n}\n```\n";
    let folder = Folder::with(&[("m/main.tf", UNFIXED), ("m/README.md", readme)]);
    let run = folder.run(["--fix"]);
    assert_eq!(
        run.stderr().lines().last(),
        Some("coderlint: note: before you publish, raise the module's version in m/README.md")
    );
    let readme = fs::read_to_string(folder.join("m/README.md")).unwrap();
    assert!(readme.contains("\"1.2.3\""), "{readme}");
    assert_eq!(folder.run(["--fix"]).stderr(), "", "nothing is fixed");
}

#[test]
fn a_diff_writes_nothing_and_applies() {
    let folder = unfixed();
    let run = folder.run(["--diff"]);
    assert_eq!((run.code(), run.stderr().as_str()), (2, ""));
    assert_eq!(
        fs::read_to_string(folder.join("m/main.tf")).unwrap(),
        UNFIXED
    );
    let diff = run.stdout();
    assert!(
        diff.starts_with("--- a/m/README.md\n+++ b/m/README.md\n@@ "),
        "{diff}"
    );
    let fixed = unfixed();
    fixed.run(["--fix"]);
    folder.write("all.diff", &diff);
    let applied = Command::new("git")
        .args(["apply", "all.diff"])
        .current_dir(folder.path())
        .output();
    assert!(applied.unwrap().status.success());
    for file in ["m/main.tf", "m/README.md"] {
        assert_eq!(
            fs::read_to_string(folder.join(file)).unwrap(),
            fs::read_to_string(fixed.join(file)).unwrap()
        );
    }
    let clean = folder.run(["--diff"]);
    assert_eq!((clean.code(), clean.stdout().as_str()), (0, ""));
}

#[test]
fn unsafe_fixes_are_asked_for() {
    let required = UNFIXED.replace("  default = \"\"\n", "");
    let folder = Folder::with(&[("main.tf", &required)]);
    let run = folder.run(["--fix"]);
    let told = "coderlint: note: fixed 1 sensitive_variable in main.tf\n";
    assert_eq!((run.code(), run.stderr().as_str()), (2, told));
    assert!(
        run.stdout()
            .contains("note: the fix is unsafe: `api_key` is no longer required"),
        "{}",
        run.stdout()
    );
    assert_eq!(folder.run(["--fix", "--unsafe-fixes"]).code(), 0);
    let alone = folder.run(["--unsafe-fixes"]);
    assert_eq!(alone.code(), 1);
    assert!(alone.stderr().contains("needs `--fix` or `--diff`"));
    assert_eq!(folder.run(["--fix", "--diff"]).code(), 1);
}

#[test]
fn line_ends_byte_order_mark_and_the_end_stay() {
    let text = format!("\u{feff}{}", UNFIXED.trim_end()).replace('\n', "\r\n");
    let folder = Folder::with(&[("m/main.tf", &text)]);
    assert_eq!(folder.run(["--fix"]).code(), 0);
    let fixed = fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert!(fixed.starts_with("\u{feff}terraform {\r\n"));
    assert!(fixed.ends_with('}'));
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
    // The same but for that.
    let plain = Folder::with(&[("m/main.tf", UNFIXED.trim_end())]);
    plain.run(["--fix"]);
    let plain = fs::read_to_string(plain.join("m/main.tf")).unwrap();
    let fixed = fixed.trim_start_matches('\u{feff}');
    assert_eq!(fixed.replace("\r\n", "\n"), plain);
}

#[test]
fn nothing_is_fixed_in_a_module_with_a_syntax_error() {
    let folder = Folder::with(&[
        ("m/main.tf", UNFIXED),
        ("m/broken.tf", "resource \"x\" \"y\" {\n= =\n}\n"),
    ]);
    let report = folder.run(["--fix", "--format", "json"]).json();
    let expected = [
        "syntax_error m/broken.tf -",
        "masked_parameter m/main.tf api_key",
        "sensitive_variable m/main.tf api_key",
    ];
    assert_eq!(findings(&report), expected);
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        assert!(diagnostic["fix"].is_null(), "{diagnostic}");
    }
    assert_eq!(
        fs::read_to_string(folder.join("m/main.tf")).unwrap(),
        UNFIXED
    );
}

#[test]
fn what_is_ignored_is_not_fixed() {
    let ignored = UNFIXED.replace(
        "variable",
        "# coderlint-ignore: masked_parameter, sensitive_variable -- one for all\nvariable",
    );
    let folder = Folder::with(&[("main.tf", &ignored)]);
    assert_eq!(folder.run(["--fix"]).code(), 0);
    assert_eq!(fs::read_to_string(folder.join("main.tf")).unwrap(), ignored);
}

#[test]
fn a_diff_shows_no_key() {
    let secret = "q7Zk3XwJ9tNb2GvMq4Ys8RfC";
    let text = format!("{UNFIXED}\nlocals {{\n  acme_api_key = \"{secret}\"\n}}\n");
    let moved = text.replace(
        "  default = \"\"\n",
        &format!("  default = \"\" # not {secret}\n"),
    );
    let folder = Folder::with(&[("main.tf", &moved)]);
    let runs: [(&[&str], &str); 3] = [
        (&["--format", "json"], "\"hardcoded_key\""),
        (&["--diff"], "+++ b/main.tf\n"),
        (&["--fix"], "error[hardcoded_key]"),
    ];
    for (arguments, shown) in runs {
        let text = folder.run(arguments).stdout();
        assert!(text.contains(shown) && !text.contains(secret), "{text}");
    }
    // In the file they stay.
    let fixed = fs::read_to_string(folder.join("main.tf")).unwrap();
    assert_ne!(fixed, moved);
    assert_eq!(fixed.matches(secret).count(), 2);
}

#[test]
fn another_module_goes_on() {
    let folder = Folder::with(&[
        ("a/main.tf", UNFIXED),
        ("a/other.tf", &format!("{UNFIXED}= =\n")),
        ("b/main.tf", UNFIXED),
    ]);
    folder.run(["--fix"]);
    assert_eq!(
        fs::read_to_string(folder.join("a/main.tf")).unwrap(),
        UNFIXED
    );
    assert_ne!(
        fs::read_to_string(folder.join("b/main.tf")).unwrap(),
        UNFIXED
    );
}

#[test]
fn from_any_folder_and_for_any_path_it_is_the_same() {
    let expected = {
        let folder = unfixed();
        folder.run(["--fix"]);
        fs::read_to_string(folder.join("m/main.tf")).unwrap()
    };
    for (from, path) in [
        ("m", "."),
        ("m", "main.tf"),
        ("clean", "../m"),
        (".", "m/README.md"),
    ] {
        let folder = unfixed();
        assert_eq!(run_in(&folder.join(from), ["--fix", path]).code(), 0);
        let fixed = fs::read_to_string(folder.join("m/main.tf")).unwrap();
        assert_eq!(fixed, expected, "{path} from {from}");
    }
}

/// A module with keys in a row, each used once, and a check.
fn with_keys(count: usize, condition: &str) -> Folder {
    let mut blocks = vec![
        "terraform {\n  required_version = \">= 1.9\"\n\n  required_providers {\n    coder = {\n      source  = \"coder/coder\"\n      version = \">= 2.5\"\n    }\n  }\n}\n".to_owned(),
        format!("variable \"mode\" {{\n  type    = string\n  default = \"any\"\n\n  validation {{\n    condition     = {condition}\n    error_message = \"No.\"\n  }}\n}}\n"),
    ];
    for index in 1..=count {
        blocks.push(format!("variable \"key_{index}\" {{\n  description = \"API key.\"\n  type        = string\n  default     = \"\"\n  sensitive   = true\n}}\n"));
    }
    for index in 1..=count {
        blocks.push(format!("resource \"coder_env\" \"key_{index}\" {{\n  agent_id = \"agent\"\n  name     = \"KEY_{index}\"\n  value    = var.key_{index}\n}}\n"));
    }
    let text = blocks.join("\n");
    Folder::with(&[("main.tf", &text)])
}

#[test]
fn keys_are_fixed_in_one_round_where_no_check_relates_them() {
    for (condition, left) in [
        ("true", 0),
        (
            "var.mode == \"any\" || var.key_1 != \"\" || var.key_2 != \"\"",
            0,
        ),
        (
            "var.mode == \"any\" || var.key_1 == \"\" || var.key_2 == \"\"",
            2,
        ),
    ] {
        for line_end in ["\n", "\r\n"] {
            let folder = with_keys(3, condition);
            let text = fs::read_to_string(folder.join("main.tf")).unwrap();
            folder.write("main.tf", text.replace('\n', line_end));
            let report = folder.json(&[]);
            assert_eq!(findings(&report).len(), 3);
            let edits = replay::round(&report, &["safe", "unsafe"]);
            replay::apply(folder.path(), &edits).unwrap();
            let report = folder.json(&[]);
            assert_eq!(findings(&report).len(), left, "{condition}: {report:#}");
        }
    }
}

/// Each has to wait for the one before.
#[test]
fn of_very_many_keys_one_after_another_is_written_about() {
    for (count, at_once) in [(20, 20), (21, 1)] {
        let folder = with_keys(count, "true");
        folder.write("README.md", "# Keys\n");
        let report = folder.json(&[]);
        let diagnostics = report["diagnostics"].as_array().unwrap();
        let in_readme = |found: &&serde_json::Value| {
            let edits = found["fix"]["edits"].as_array().unwrap();
            edits.iter().any(|edit| edit["file"] == "README.md")
        };
        let found: Vec<_> = diagnostics.iter().filter(in_readme).collect();
        assert_eq!(found.len(), at_once);
        assert_eq!(found[0]["subject"], "key_1");
    }
}

/// What the author asked for can't be told.
#[test]
fn nothing_is_written_while_a_configuration_is_broken() {
    let folder = unfixed();
    folder.write(
        ".coderlint.hcl",
        "rule \"masked_parameter\" {\n  level = \"alow\"\n}\n",
    );
    for arguments in [["--fix", "."], ["--write-baseline", "baseline.json"]] {
        let run = folder.run(arguments);
        assert_eq!(run.code(), 1);
        let errors = run.stderr();
        assert!(errors.contains(".coderlint.hcl"), "{errors}");
        assert!(
            errors.contains("nothing was written because a configuration has errors"),
            "{errors}"
        );
        assert!(run.stdout().contains("error[masked_parameter]"));
    }
    let text = fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert_eq!(text, UNFIXED);
    assert!(!folder.join("baseline.json").exists());
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    #[test]
    fn links_and_modes_stay() {
        let folder = Folder::with(&[("shared/key.tf", UNFIXED)]);
        fs::create_dir(folder.join("m")).unwrap();
        symlink("../shared/key.tf", folder.join("m/main.tf")).unwrap();
        let mode = fs::Permissions::from_mode(0o640);
        fs::set_permissions(folder.join("shared/key.tf"), mode).unwrap();
        assert_eq!(folder.run(["--fix", "m"]).code(), 0);
        assert!(folder.join("m/main.tf").is_symlink());
        let target = folder.join("shared/key.tf");
        assert_ne!(fs::read_to_string(&target).unwrap(), UNFIXED);
        let mode = fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[test]
    fn what_stands_beside_a_links_target_is_nobodys_business() {
        let beside = UNFIXED.replace("api_key", "other_api_key");
        let folder = Folder::with(&[("shared/key.tf", UNFIXED), ("shared/other.tf", &beside)]);
        fs::create_dir(folder.join("m")).unwrap();
        symlink("../shared/key.tf", folder.join("m/main.tf")).unwrap();
        let run = folder.run(["--fix", "m"]);
        assert_eq!(run.code(), 0);
        assert!(run.stdout().contains("in 1 module"), "{}", run.stdout());
        let other = fs::read_to_string(folder.join("shared/other.tf")).unwrap();
        assert_eq!(other, beside);
    }

    #[test]
    fn a_file_that_two_modules_share_is_fixed_once() {
        let folder = Folder::with(&[("shared/key.tf", UNFIXED)]);
        for module in ["a", "b"] {
            fs::create_dir(folder.join(module)).unwrap();
            symlink("../shared/key.tf", folder.join(module).join("main.tf")).unwrap();
        }
        assert_eq!(folder.run(["--fix"]).code(), 0);
        let text = fs::read_to_string(folder.join("shared/key.tf")).unwrap();
        assert_eq!(
            text.matches("data \"coder_parameter\"").count(),
            1,
            "{text}"
        );
    }

    /// No byte may be written to a file: a limit that holds for root, too.
    #[test]
    fn what_can_t_be_written_is_named_and_stays() {
        let folder = unfixed();
        let output = Command::new("sh")
            .args(["-c", "trap '' XFSZ; ulimit -f 0; exec \"$0\" --fix"])
            .arg(env!("CARGO_BIN_EXE_coderlint"))
            .current_dir(folder.path())
            // `cargo llvm-cov` couldn't write its profile either.
            .env("LLVM_PROFILE_FILE", "/dev/null")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            String::from_utf8(output.stderr).unwrap(),
            "coderlint: error: m/main.tf: can't be written: file too large\n"
        );
        let files = [("m/main.tf", UNFIXED), ("m/README.md", "# M\n\nText.\n")];
        for (file, text) in files {
            assert_eq!(fs::read_to_string(folder.join(file)).unwrap(), text);
        }
        assert_eq!(fs::read_dir(folder.join("m")).unwrap().count(), 2);
    }
}
