//! What CI needs beside formats: baselines, only what changed, shards.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::reports::FORMATS;
use crate::support::{Folder, KEY_MODULE, findings, run_in};

fn git(folder: &Folder, arguments: &[&str]) {
    let identity = [
        "-c",
        "user.name=t",
        "-c",
        "user.email=t@example.com",
        "-c",
        "commit.gpgsign=false",
    ];
    let output = Command::new("git")
        .args(identity)
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn tree() -> Folder {
    let folder = Folder::new();
    for index in 0..9 {
        let more = "# more\n".repeat(index * 7);
        folder.write(format!("m{index}/main.tf"), format!("{KEY_MODULE}{more}"));
        folder.write(format!("m{index}/README.md"), "# M\n");
    }
    folder.write(
        "m3/parameters.tf",
        "data \"coder_parameter\" \"a\" {\n  name    = \"api_key\"\n  styling = jsonencode({ mask_input = true })\n}\n",
    );
    folder.write(
        "m7/parameters.tf",
        "data \"coder_parameter\" \"a\" {\n  name    = \"api_key\"\n  styling = jsonencode({ mask_input = true })\n}\n",
    );
    folder
}

#[test]
fn a_baseline_hides_what_it_knows_whatever_lines_move() {
    let folder = tree();
    let all = findings(&folder.json(&[]));
    let written = folder.run(["--write-baseline", "ci/known.json"]);
    assert_eq!(written.code(), 1, "its folder has to be there");
    fs::create_dir(folder.join("ci")).unwrap();
    let written = folder.run(["--write-baseline", "ci/known.json"]);
    assert_eq!((written.code(), written.stderr().as_str()), (0, ""));
    let expected = format!(
        "no findings in 9 modules; {} hidden by the baseline\n",
        all.len()
    );
    assert_eq!(written.stdout(), expected);

    let baseline = fs::read_to_string(folder.join("ci/known.json")).unwrap();
    let lines: Vec<&str> = baseline
        .lines()
        .filter(|line| line.starts_with("    {"))
        .collect();
    assert_eq!(lines.len(), all.len());
    assert!(lines.is_sorted(), "{baseline}");
    assert!(!baseline.contains("line"));

    let with = ["--baseline", "ci/known.json"];
    assert_eq!(folder.run(with).code(), 0);
    for format in FORMATS {
        let shown = |arguments: &[&str]| {
            let run = folder.run(arguments.iter().chain(&["--format", format]));
            run.stdout().contains("m0/main.tf")
        };
        assert!(shown(&[]) && !shown(&with), "{format}");
    }
    // Lines move, a finding goes, a new one comes.
    folder.write("m0/main.tf", format!("# moved\n\n{KEY_MODULE}"));
    folder.write("m1/main.tf", "locals {}\n");
    folder.write("new/main.tf", KEY_MODULE);
    let report = folder.json(&with);
    assert_eq!(findings(&report), ["masked_parameter new/main.tf api_key"]);
    assert_eq!(report["summary"]["stale"], 1);
    let human = folder.run(with).stdout();
    assert!(
        human.ends_with("; 1 baseline entry no longer needed\n"),
        "{human}"
    );
    // From elsewhere, too; and reading it has not changed it.
    let below = run_in(&folder.join("m0"), ["--baseline", "../ci/known.json"]);
    assert_eq!(below.code(), 0, "{}", below.stdout());
    assert_eq!(
        fs::read_to_string(folder.join("ci/known.json")).unwrap(),
        baseline
    );
    // What is hidden is not fixed either.
    let before = fs::read_to_string(folder.join("m0/main.tf")).unwrap();
    folder.run(["--baseline", "ci/known.json", "--fix", "m0"]);
    assert_eq!(
        fs::read_to_string(folder.join("m0/main.tf")).unwrap(),
        before
    );
}

#[test]
fn a_baseline_that_is_none_is_an_error() {
    let folder = Folder::with(&[
        ("main.tf", KEY_MODULE),
        ("bad.json", "{\n  \"version\": 1,\n}\n"),
        ("new.json", "{\"version\": 2, \"findings\": []}"),
    ]);
    for (file, message) in [
        (
            "bad.json",
            "bad.json: not a baseline: trailing comma at line 3 column 1",
        ),
        (
            "new.json",
            "new.json: unsupported baseline version 2; this coderlint reads version 1",
        ),
        ("none.json", "none.json: no such file or directory"),
    ] {
        let run = folder.run(["--baseline", file]);
        assert_eq!(run.code(), 1);
        assert_eq!(run.stderr(), format!("coderlint: error: {message}\n"));
    }
}

#[test]
fn only_changed_modules_and_their_callers_are_reported() {
    let folder = tree();
    folder.write(
        "caller/main.tf",
        format!("{KEY_MODULE}module \"m\" {{\n  source = \"../m2\"\n}}\n"),
    );
    folder.write(
        "far/main.tf",
        format!("{KEY_MODULE}module \"m\" {{\n  source = \"../caller\"\n}}\n"),
    );
    git(&folder, &["init", "-q", "-b", "main"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "base"]);
    let modules = |arguments: &[&str]| {
        let report = folder.json(arguments);
        let mut modules: Vec<String> = report["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["module"].as_str().unwrap().to_owned())
            .collect();
        modules.dedup();
        modules
    };
    let since = ["--changed-since", "HEAD"];
    assert_eq!(modules(&since), [""; 0]);
    folder.write("m2/scripts/run.sh", "true\n");
    folder.write("m5/README.md", "# Changed\n");
    folder.write("fresh/main.tf", KEY_MODULE);
    git(&folder, &["add", "m5"]);
    assert_eq!(modules(&since), ["caller", "far", "fresh", "m2", "m5"]);
    // A configuration is about all below it.
    folder.write("m8/.coderlint.hcl", "");
    assert!(modules(&since).contains(&"m8".to_owned()));
    folder.write("group/one/main.tf", KEY_MODULE);
    folder.write("group/two/main.tf", KEY_MODULE);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "group"]);
    folder.write("group/.coderlint.hcl", "");
    assert_eq!(modules(&since), ["group/one", "group/two"]);
    git(&folder, &["reset", "-q", "--soft", "HEAD~1"]);
    // A rule about the tree still knows the tree.
    folder.write("m7/parameters.tf", "data \"coder_parameter\" \"b\" {\n  name    = \"api_key\"\n  mutable = true\n  styling = jsonencode({ mask_input = true })\n}\n");
    let found = findings(&folder.json(&since));
    assert!(
        found.contains(&"parameter_name m7/parameters.tf b".to_owned()),
        "{found:?}"
    );
    assert!(
        !found.iter().any(|finding| finding.contains("m3/")),
        "{found:?}"
    );
    // From a folder below.
    let below = run_in(
        &folder.join("m5"),
        ["--changed-since", "HEAD", "--format", "json"],
    );
    assert_eq!(below.json()["summary"]["modules"], 1);
}

#[test]
fn a_revision_that_is_none_is_a_clear_error() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let outside = folder.run(["--changed-since", "HEAD"]);
    assert_eq!(outside.code(), 1);
    assert!(
        outside
            .stderr()
            .contains("`--changed-since` needs a git repository")
    );
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "one"]);
    for revision in ["nothing", "--output=x", "-p", ""] {
        let run = folder.run(["--changed-since", revision]);
        assert_eq!(run.code(), 1, "{revision}");
        assert!(
            run.stderr().contains("git has no revision"),
            "{}",
            run.stderr()
        );
        assert!(!folder.join("x").exists());
    }
    folder.write("main.tf", format!("# two\n{KEY_MODULE}"));
    git(&folder, &["commit", "-qam", "two"]);
    let clone = Folder::new();
    let url = format!("file://{}", folder.path().display());
    git(&clone, &["clone", "-q", "--depth=1", &url, "shallow"]);
    let shallow = clone.join("shallow");
    assert_eq!(run_in(&shallow, ["--changed-since", "HEAD"]).code(), 0);
    let run = run_in(&shallow, ["--changed-since", "HEAD~1"]);
    assert_eq!(run.code(), 1);
    assert!(
        run.stderr()
            .contains("this is a shallow clone: fetch the revision first")
    );
}

#[test]
fn shards_together_are_the_whole_run() {
    let folder = tree();
    let whole = folder.json(&[]);
    for count in [1, 2, 4, 20] {
        let mut reports = Vec::new();
        let mut sizes = Vec::new();
        for index in 1..=count {
            let shard = format!("{index}/{count}");
            let report = folder.json(&["--shard", &shard]);
            sizes.push(report["summary"]["modules"].as_u64().unwrap());
            let name = format!("shard-{index}.json");
            folder.write(&name, report.to_string());
            reports.push(name);
        }
        assert_eq!(sizes.iter().sum::<u64>(), 9);
        if count == 4 {
            assert!(sizes.iter().all(|size| *size >= 1), "{sizes:?}");
        }
        reports.reverse();
        for format in FORMATS {
            let mut arguments = vec!["--format", format, "--merge"];
            arguments.extend(reports.iter().map(String::as_str));
            let merged = folder.run(&arguments);
            assert_eq!(merged.code(), 2);
            let direct = folder.run(["--format", format]);
            assert_eq!(merged.stderr(), direct.stderr());
            assert_eq!(merged.stdout(), direct.stdout(), "{format} of {count}");
        }
    }
    assert!(!findings(&whole).is_empty());
    // More parts than there can be modules cost nothing.
    let huge = folder.json(&["--shard", "9999999999999/9999999999999"]);
    assert_eq!(huge["summary"]["modules"], 0);
    for wrong in ["0/2", "3/2", "1", "a/b", "1/0"] {
        let run = folder.run(["--shard", wrong]);
        assert_eq!(run.code(), 1, "{wrong}");
        assert!(run.stderr().contains("expected I/N"));
    }
}

#[test]
fn shards_are_even_by_size() {
    let folder = Folder::new();
    folder.write(
        "a/main.tf",
        format!("{KEY_MODULE}{}", "# more\n".repeat(999)),
    );
    for small in ["b", "c", "d"] {
        folder.write(format!("{small}/main.tf"), KEY_MODULE);
    }
    for (shard, modules) in [("1/2", 1), ("2/2", 3)] {
        assert_eq!(
            folder.json(&["--shard", shard])["summary"]["modules"],
            modules
        );
    }
}

#[test]
fn a_baseline_counts_what_is_gone_once_and_only_what_ran() {
    let folder = tree();
    folder.run(["--write-baseline", "known.json"]);
    fs::remove_dir_all(folder.join("m2")).unwrap();
    let with = ["--baseline", "known.json"];
    let whole = folder.json(&with);
    assert_eq!(whole["summary"]["stale"], 1);
    for shard in ["1/2", "2/2"] {
        let report = folder.json(&["--baseline", "known.json", "--shard", shard]);
        folder.write(
            format!("{}.json", shard.replace('/', "-")),
            report.to_string(),
        );
    }
    let merged = folder.json(&["--merge", "1-2.json", "2-2.json"]);
    assert_eq!(merged["summary"], whole["summary"]);
    // Rules that don't run leave their entries as they are.
    folder.write("m2/main.tf", "locals {}\n");
    let only = ["--baseline", "known.json", "--only", "sensitive_variable"];
    assert_eq!(folder.json(&only)["summary"]["stale"], 0);
    assert_eq!(folder.json(&with)["summary"]["stale"], 1);
}

#[test]
fn a_finding_of_two_reports_is_reported_once() {
    let folder = tree();
    let report = folder.json(&[]);
    folder.write("r.json", report.to_string());
    let twice = folder.json(&["--merge", "r.json", "r.json"]);
    assert_eq!(findings(&twice), findings(&report));
    assert!(!findings(&report).is_empty());
}

#[test]
fn a_changed_submodule_is_reported() {
    let inner = Folder::with(&[("main.tf", KEY_MODULE)]);
    git(&inner, &["init", "-q", "-b", "main"]);
    git(&inner, &["add", "-A"]);
    git(&inner, &["commit", "-qm", "one"]);
    let folder = Folder::with(&[("own/main.tf", KEY_MODULE)]);
    git(&folder, &["init", "-q", "-b", "main"]);
    let url = inner.path().to_str().unwrap().to_owned();
    git(
        &folder,
        &[
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "add",
            "-q",
            &url,
            "sub",
        ],
    );
    git(&folder, &["add", "-A"]);
    git(&folder, &["commit", "-qm", "base"]);
    let since = ["--changed-since", "HEAD"];
    assert_eq!(findings(&folder.json(&since)), [""; 0]);
    folder.write("sub/main.tf", format!("# changed\n{KEY_MODULE}"));
    assert_eq!(
        findings(&folder.json(&since)),
        ["masked_parameter sub/main.tf api_key"]
    );
}

#[test]
fn reports_that_don_t_fit_are_errors() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE), ("no.json", "{}")]);
    let report = folder.run(["--format", "json"]).stdout();
    folder.write("r.json", &report);
    // A report can't show files that are not linted, nor what has moved.
    folder.write("secret.env", KEY_MODULE);
    folder.write("other.json", report.replace("main.tf", "secret.env"));
    folder.write("moved.json", report.replace("\"line\": 1,", "\"line\": 2,"));
    for (file, message) in [
        (
            "other.json",
            "secret.env is not a file that coderlint lints",
        ),
        (
            "moved.json",
            "main.tf has changed since the report was written",
        ),
    ] {
        let run = folder.run(["--merge", file, "r.json", "--format", "json"]);
        assert_eq!(run.code(), 1);
        assert!(run.stderr().contains(message), "{}", run.stderr());
        let expected: Value = serde_json::from_str(&report).unwrap();
        assert_eq!(run.json()["diagnostics"], expected["diagnostics"]);
    }
    folder.write("main.tf", "");
    for (file, message) in [
        ("none.json", "no such file or directory"),
        ("no.json", "not a report: missing field"),
        ("r.json", "main.tf has changed since the report was written"),
    ] {
        let run = folder.run(["--merge", file]);
        assert_eq!(run.code(), 1);
        assert!(run.stderr().contains(message), "{}", run.stderr());
    }
    let parsed: Value = serde_json::from_str(&report).unwrap();
    assert_eq!(parsed["version"], 1);
}

#[test]
fn the_same_from_one_thread_and_two_and_from_anywhere() {
    let folder = tree();
    for format in FORMATS {
        let one = folder.run(["--threads", "1", "--format", format]).stdout();
        let two = folder.run(["--threads", "2", "--format", format]).stdout();
        assert_eq!(one, two, "{format}");
    }
    // Names are relative to where it is run; all else is the same.
    let here = folder.json(&["m4"]);
    let below = run_in(&folder.join("m4"), ["--format", "json"]).json();
    let messages = |report: &Value| {
        let diagnostics = report["diagnostics"].as_array().unwrap();
        diagnostics
            .iter()
            .map(|d| (d["message"].clone(), d["range"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(messages(&here), messages(&below));
}
