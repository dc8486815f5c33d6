//! Taking coderlint into a tree that is there: a configuration to start from,
//! comments and baselines for what is known, what is left out, and what goes
//! together.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, KEY_MODULE, findings, run_in};

/// A README's example that hands its own key to the workspace, in a quote.
const README: &str = "# M\n\n> ```tf\n> variable \"acme_api_key\" {\n>   type = string\n> }\n>\n> resource \"coder_env\" \"k\" {\n>   agent_id = var.agent_id\n>   name     = \"ACME_API_KEY\"\n>   value    = var.acme_api_key\n> }\n> ```\n";

#[test]
fn init_writes_a_configuration_that_sets_nothing() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
    let before = folder.run(["a"]).stdout();
    let run = folder.run(["--init", "a"]);
    assert_eq!(run.code(), 0);
    assert_eq!(run.stderr(), "coderlint: note: wrote a/.coderlint.hcl\n");
    assert_eq!(folder.run(["a"]).stdout(), before);
    // Each setting can be taken out of its comment.
    let text = fs::read_to_string(folder.join("a/.coderlint.hcl")).unwrap();
    let is_setting = |line: &str| {
        let line = line.trim_start().strip_prefix("# ")?;
        let (name, _) = line.split_once(" = ")?;
        name.chars()
            .all(|c| c.is_ascii_lowercase() || c == '_')
            .then_some(())
    };
    let mut count = 0;
    let set: Vec<String> = text
        .lines()
        .map(|line| match is_setting(line) {
            Some(()) => {
                count += 1;
                line.replacen("# ", "", 1)
            }
            None => line.to_owned(),
        })
        .collect();
    assert!(count > 20, "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80));
    folder.write("a/.coderlint.hcl", set.join("\n"));
    folder.write(".coderlint.hcl", "");
    let policy = "input \"max_apps\" {\n  type = number\n}\n";
    folder.write("a/policies/apps.policy.hcl", policy);
    let run = folder.run(["a", "--exit-zero"]);
    assert_eq!((run.code(), run.stderr().as_str()), (0, ""));
    // What is there is not overwritten.
    let again = folder.run(["--init", "a"]);
    assert_eq!(again.code(), 1);
    assert_eq!(
        again.stderr(),
        "coderlint: error: a/.coderlint.hcl: it can't be written: file exists\n"
    );
    assert_eq!(folder.run(["--init", "a", "b"]).code(), 1);
}

#[test]
fn another_version_reads_no_configuration_that_refuses_it() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let own = env!("CARGO_PKG_VERSION");
    folder.write(
        ".coderlint.hcl",
        format!("required_version = \">= {own}\"\n"),
    );
    assert_eq!(folder.run(["-q"]).code(), 2);
    // What this version doesn't know comes second.
    folder.write(
        ".coderlint.hcl",
        "new_setting = true\nrequired_version = \"> 99\"\n",
    );
    let run = folder.run(["-q"]);
    assert_eq!(run.code(), 1);
    let complaint = format!(
        "coderlint: error: .coderlint.hcl:2:20: this is coderlint {own}, but `required_version` is \"> 99\"\n"
    );
    assert!(run.stderr().starts_with(&complaint), "{}", run.stderr());
    assert_eq!(run.stderr().matches("error:").count(), 1);
}

#[test]
fn files_are_listed_with_their_configuration() {
    let folder = Folder::with(&[
        ("a/main.tf", ""),
        ("a/README.md", ""),
        ("a/x_gen.tf", ""),
        ("b/main.tf", ""),
        ("c/main.tf", ""),
        ("a/.coderlint.hcl", "exclude = [\"*_gen.tf\"]\n"),
        ("c/.coderlint.hcl", "exclude = [\"/\"]\n"),
    ]);
    let run = folder.run(["--show-files"]);
    assert_eq!(
        run.stdout(),
        "a/main.tf\ta/.coderlint.hcl\na/README.md\ta/.coderlint.hcl\nb/main.tf\n"
    );
    assert_eq!(run.code(), 0);
    folder.write("c/.coderlint.hcl", "exclude = 1\n");
    assert_eq!(folder.run(["--show-files"]).code(), 1);
}

#[test]
fn what_is_named_is_excluded_too_where_that_is_forced() {
    let folder = Folder::with(&[
        ("old/main.tf", KEY_MODULE),
        ("new/main.tf", KEY_MODULE),
        (".coderlint.hcl", "exclude = [\"old\"]\n"),
    ]);
    let found = |arguments: &[&str]| findings(&folder.json(arguments));
    let (old, new) = (
        "masked_parameter old/main.tf api_key",
        "masked_parameter new/main.tf api_key",
    );
    assert_eq!(found(&[]), [new]);
    assert_eq!(found(&["old/main.tf", "new"]), [new, old]);
    assert_eq!(found(&["old/main.tf", "new", "--force-exclude"]), [new]);
    assert_eq!(found(&["old", "--force-exclude"]), [""; 0]);
}

#[test]
fn ignores_are_added_where_they_count() {
    let folder = Folder::with(&[
        (
            "a/main.tf",
            &KEY_MODULE
                .replace("  sensitive = true\n", "")
                .replace('\n', "\r\n"),
        ),
        ("a/README.md", README),
        (
            "b/main.tf",
            &format!("variable \"open\" {{\n\n{KEY_MODULE}"),
        ),
        (
            "c/main.tf",
            "# coderlint-ignore: masked_parameter\nlocals {}\n",
        ),
    ]);
    assert_eq!(findings(&folder.json(&[])).len(), 7);
    let run = folder.run(["--add-ignores"]);
    assert_eq!(
        run.stderr(),
        "coderlint: note: added ignore comments to a/README.md\ncoderlint: note: added ignore comments to a/main.tf\ncoderlint: note: added ignore comments to b/main.tf\n"
    );
    let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert!(text("a/main.tf").starts_with(
        "# coderlint-ignore: masked_parameter, sensitive_variable -- TODO: say why\r\nvariable"
    ));
    assert!(text("a/README.md").starts_with(
        "# M\n\n> <!-- coderlint-ignore: masked_parameter, sensitive_variable -- TODO: say why -->\n>\n> ```tf\n"
    ));
    assert!(text("b/main.tf").starts_with("# coderlint-ignore: syntax_error -- TODO: say why\n"));
    // A comment that ignores nothing is not ignored in turn: it has to go.
    assert_eq!(findings(&folder.json(&[])), ["unused_ignore c/main.tf -"]);
    assert!(run.stdout().contains("warning[unused_ignore]"));
    let again = folder.run(["--add-ignores"]);
    assert_eq!(again.stderr(), "");
}

#[test]
fn pruning_takes_out_what_is_fixed_and_nothing_else() {
    let folder = Folder::with(&[
        ("a/main.tf", KEY_MODULE),
        ("b/main.tf", KEY_MODULE),
        ("c/main.tf", KEY_MODULE),
        ("d/main.tf", KEY_MODULE),
        ("gone/main.tf", KEY_MODULE),
    ]);
    folder.run(["--write-baseline", "known.json"]);
    let known = || fs::read_to_string(folder.join("known.json")).unwrap();
    let all = known();
    folder.write("a/main.tf", "locals {}\n");
    // What can't be parsed may still have its finding.
    folder.write("c/main.tf", "variable \"api_key\" {\n");
    folder.write("d/main.tf", "locals {}\n");
    fs::remove_dir_all(folder.join("gone")).unwrap();

    let run = folder.run(["--baseline", "known.json", "a", "b", "c"]);
    assert_eq!(
        run.stderr(),
        "coderlint: note: no longer needed in the baseline: masked_parameter on `api_key` in gone, masked_parameter on `api_key` in a; remove with --prune-baseline\n"
    );
    assert_eq!(known(), all);
    let run = folder.run(["--prune-baseline", "known.json", "a", "b", "c"]);
    assert_eq!(
        run.stderr(),
        "coderlint: note: removed from known.json: masked_parameter on `api_key` in gone, masked_parameter on `api_key` in a\n"
    );
    assert!(!run.stdout().contains("no longer needed"));
    let pruned = known();
    for module in ["a", "b", "c", "d", "gone"] {
        let is_left = ["b", "c", "d"].contains(&module);
        assert_eq!(pruned.contains(&format!("\"{module}\"")), is_left);
    }
    // With a configuration that can't be read nobody knows what runs.
    folder.write(".coderlint.hcl", "oops");
    assert_eq!(folder.run(["--prune-baseline", "known.json"]).code(), 1);
    assert_eq!(known(), pruned);
}

#[test]
fn shards_are_merged_once_and_all_or_not_at_all() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("b/main.tf", KEY_MODULE)]);
    let shard = |part: &str| folder.run(["--shard", part, "--format", "json"]).stdout();
    for (file, part) in [
        ("1.json", "1/3"),
        ("2.json", "2/3"),
        ("3.json", "3/3"),
        ("half.json", "1/2"),
    ] {
        folder.write(file, shard(part));
    }
    let one: Value = serde_json::from_str(&shard("1/3")).unwrap();
    assert_eq!(one["shard"], serde_json::json!({ "index": 1, "count": 3 }));
    let whole = folder.run(["--format", "json"]).stdout();
    let merged = folder.run([
        "--format", "json", "--merge", "2.json", "1.json", "3.json", "2.json",
    ]);
    assert_eq!(merged.stdout(), whole);
    for (files, message) in [
        (
            &["1.json", "3.json"][..],
            "1.json: this is one of 3 shards, and no report has shard 2; nothing was merged",
        ),
        (
            &["2.json"],
            "2.json: this is one of 3 shards, and no report has shards 1, 3; nothing was merged",
        ),
        (
            &["1.json", "half.json"],
            "half.json: shard 1 of 2 doesn't go with 1.json, which is one of 3",
        ),
    ] {
        let run = folder.run(["--merge"].iter().chain(files));
        assert_eq!((run.code(), run.stdout().as_str()), (1, ""));
        assert!(run.stderr().contains(message), "{}", run.stderr());
    }
    // Reports of something else are joined as they are, each once.
    let all = folder.run(["--format", "json"]).stdout();
    folder.write("all.json", &all);
    let twice = folder.run(["--format", "json", "--merge", "all.json", "all.json"]);
    assert_eq!(twice.stdout(), all);
    assert_eq!(run_in(folder.path(), ["--merge", "all.json"]).code(), 2);
}

/// What it knows of a module, it knows by the module's folder from its own.
#[test]
fn a_baseline_holds_from_wherever_one_looks() {
    let folder = Folder::with(&[("m/main.tf", KEY_MODULE), ("base/keep", "")]);
    folder.run(["--write-baseline", "base/known.json"]);
    let known = std::fs::read_to_string(folder.join("base/known.json")).unwrap();
    assert!(known.contains("\"../m\""), "{known}");
    let from = |place: &str, baseline: &str| {
        let run = run_in(
            &folder.join(place),
            ["--baseline", baseline, "--format", "json"],
        );
        findings(&run.json())
    };
    assert_eq!(from(".", "base/known.json"), [""; 0]);
    assert_eq!(from("m", "../base/known.json"), [""; 0]);
}
