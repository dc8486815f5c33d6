//! `--watch`: the program waits, and says something again when a file changes. Only
//! Linux never tells of what had happened before it was asked.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use regex_lite::Regex;

use crate::matchers::{matched, read};
use crate::reports::shown_rows;
use crate::support::{Folder, KEY_MODULE};

/// No run takes that long.
const PATIENCE: Duration = Duration::from_secs(20);

/// No run begins that late.
const QUIET: Duration = Duration::from_millis(300);

struct Watch {
    child: Child,
    /// Both streams, line by line, as a terminal shows them.
    lines: Receiver<String>,
}

impl Watch {
    /// Starts to watch, and waits for the first run.
    fn start(folder: &Folder, arguments: &[&str], expected: &[&str]) -> Self {
        let (reader, writer) = std::io::pipe().unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_coderlint"))
            .args(["--watch", "--format", "short"])
            .args(arguments)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(writer.try_clone().unwrap())
            .stderr(writer)
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(reader).lines().map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let watch = Self { child, lines };
        assert_eq!(watch.run(), expected);
        watch
    }

    /// The places of what the next run finds.
    fn run(&self) -> Vec<String> {
        let lines = self.lines_of_run();
        let found = lines.iter().filter_map(|line| line.split_once(": error["));
        found.map(|(place, _)| place.to_owned()).collect()
    }

    /// Waits for what is found once a change is whole: a file is empty before it is
    /// written, and a busy machine may show that.
    fn comes_to_find(&self, expected: &[&str]) {
        while self.run() != expected {}
    }

    /// The lines of the next run, as far as VS Code's problem matcher knows them.
    fn lines_of_run(&self) -> Vec<String> {
        let background = &read("vscode-tasks.json")["tasks"][1]["problemMatcher"]["background"];
        let pattern = |name: &str| Regex::new(background[name].as_str().unwrap()).unwrap();
        let (begins, ends) = (pattern("beginsPattern"), pattern("endsPattern"));
        let mut lines = Vec::new();
        loop {
            let line = self.lines.recv_timeout(PATIENCE).expect("a run");
            assert_eq!(begins.is_match(&line), lines.is_empty(), "{line}");
            let is_last = ends.is_match(&line);
            lines.push(line);
            if is_last {
                return lines;
            }
        }
    }

    /// Nothing is linted, and nothing said.
    fn stays_quiet(&self) {
        let line = self.lines.recv_timeout(QUIET);
        assert_eq!(line, Err(RecvTimeoutError::Timeout));
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn changes_are_linted_again() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("b/main.tf", "locals {}\n")]);
    let watch = Watch::start(&folder, &[], &["a/main.tf:1:10"]);
    folder.write("a/main.tf", format!("\n{KEY_MODULE}"));
    watch.comes_to_find(&["a/main.tf:2:10"]);
    // Modules come, move and go.
    folder.write("new/c/main.tf", KEY_MODULE);
    watch.comes_to_find(&["a/main.tf:2:10", "new/c/main.tf:1:10"]);
    fs::rename(folder.join("new"), folder.join("old")).unwrap();
    watch.comes_to_find(&["a/main.tf:2:10", "old/c/main.tf:1:10"]);
    fs::remove_dir_all(folder.join("old")).unwrap();
    watch.comes_to_find(&["a/main.tf:2:10"]);
    // So do other files that say what there is to find.
    folder.write(".coderlint.hcl", "exclude = [\"a\"]\n");
    watch.comes_to_find(&[]);
    fs::remove_file(folder.join(".coderlint.hcl")).unwrap();
    watch.comes_to_find(&["a/main.tf:2:10"]);
    folder.write("a/more.tf.json", "{}");
    watch.comes_to_find(&[]);
}

#[test]
fn policies_count_as_they_change() {
    let policy = "variable_policy \"*\" \"own\" {\n  description = \"x\"\n  enforce {\n    condition = false\n  }\n}\n";
    let folder = Folder::with(&[
        ("a/main.tf", KEY_MODULE),
        (".coderlint.hcl", "policies = [\"*.policy.hcl\"]\n"),
        ("own.policy.hcl", policy),
    ]);
    let all = ["a/main.tf:1:1", "a/main.tf:1:10"];
    let watch = Watch::start(&folder, &[], &all);
    folder.write("own.policy.hcl", policy.replace("false", "true"));
    watch.comes_to_find(&["a/main.tf:1:10"]);
    folder.write("own.policy.hcl", policy.replace("false", "tru"));
    watch.comes_to_find(&[]);
    folder.write("own.policy.hcl", policy);
    watch.comes_to_find(&all);
}

#[test]
fn other_files_do_not_matter() {
    let folder = Folder::with(&[
        ("a/main.tf", KEY_MODULE),
        (".gitignore", "ignored\n"),
        ("ignored/x", ""),
        ("a/.terraform/x", ""),
    ]);
    let watch = Watch::start(&folder, &[], &["a/main.tf:1:10"]);
    for file in [
        "a/.terraform/modules/m/main.tf",
        "a/.main.tf.swp",
        "a/main.tf~",
        "a/notes.txt",
        "ignored/main.tf",
        "README.md",
    ] {
        folder.write(file, KEY_MODULE);
    }
    watch.stays_quiet();
}

#[test]
fn a_file_is_watched_for_its_module() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("b/main.tf", KEY_MODULE)]);
    let watch = Watch::start(&folder, &["a/main.tf"], &["a/main.tf:1:10"]);
    folder.write("b/main.tf", format!("\n{KEY_MODULE}"));
    folder.write("a/below/main.tf", KEY_MODULE);
    watch.stays_quiet();
    // An editor puts another file in its place.
    folder.write("a/main.tf.new", format!("\n{KEY_MODULE}"));
    fs::rename(folder.join("a/main.tf.new"), folder.join("a/main.tf")).unwrap();
    watch.comes_to_find(&["a/main.tf:2:10"]);
}

#[test]
fn the_problem_matcher_finds_what_each_run_does() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
    let watch = Watch::start(&folder, &[], &["a/main.tf:1:10"]);
    let matcher = &read("vscode-tasks.json")["tasks"][1]["problemMatcher"];
    for text in [format!("\n{KEY_MODULE}"), "locals {}\n".to_owned()] {
        folder.write("a/main.tf", text);
        let expected = shown_rows(&folder.json(&[]));
        while matched(matcher, &watch.lines_of_run().join("\n")) != expected {}
    }
}

/// Nor does it go on for an editor that has crashed.
#[test]
fn it_ends_when_nobody_reads_any_more() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut watch = Command::new(env!("CARGO_BIN_EXE_coderlint"))
        .arg("--watch")
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(watch.stdout.take());
    // Once in a while, since it may not be waiting yet.
    for index in 0..200 {
        folder.write("main.tf", format!("{KEY_MODULE}# {index}\n"));
        std::thread::sleep(Duration::from_millis(100));
        if let Some(status) = watch.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0));
            return;
        }
    }
    let _ = watch.kill();
    panic!("it goes on");
}

#[test]
fn flags_that_make_no_sense_are_refused() {
    let folder = Folder::with(&[("main.tf", "")]);
    for flags in [
        &["--fix"][..],
        &["--diff"],
        &["--add-ignores"],
        &["--write-baseline", "b"],
        &["--prune-baseline", "b"],
        &["--shard", "1/2"],
        &["--merge", "r.json"],
        &["--lsp"],
        &["--stdin-filename", "main.tf"],
        &["--show-files"],
        &["--print-config", "main.tf"],
        &["--init"],
    ] {
        let refused = folder.run(["--watch"].iter().chain(flags));
        assert_eq!(refused.code(), 1, "{flags:?}");
        assert!(
            refused.stderr().contains("cannot be used with"),
            "{flags:?}"
        );
    }
    let missing = folder.run(["--watch", "missing"]);
    assert_eq!(missing.code(), 1);
    assert!(missing.stderr().contains("missing: no such file"));
}
