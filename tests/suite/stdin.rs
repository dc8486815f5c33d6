//! `--stdin-filename`: what an editor without a language server has in its buffer.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::{Folder, KEY_MODULE, Run, findings};

/// The two blocks of the module with a key.
fn halves() -> (&'static str, &'static str) {
    KEY_MODULE.split_at(KEY_MODULE.find("resource").unwrap())
}

fn run_in(folder: &Path, input: &[u8], arguments: &[&str]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_coderlint"))
        .arg("--stdin-filename")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Who refuses the arguments reads nothing.
    let _ = child.stdin.take().unwrap().write_all(input);
    Run::of(child.wait_with_output().unwrap())
}

fn run(folder: &Folder, input: impl AsRef<[u8]>, arguments: &[&str]) -> Run {
    run_in(folder.path(), input.as_ref(), arguments)
}

fn found(folder: &Folder, input: &str, file: &str) -> Vec<String> {
    findings(&run(folder, input, &[file, "--format", "json"]).json())
}

#[test]
fn it_is_linted_in_place_of_the_file() {
    let (variable, resource) = halves();
    let folder = Folder::with(&[("m/main.tf", resource), ("other/main.tf", KEY_MODULE)]);
    let expected = ["masked_parameter m/variables.tf api_key"];
    // A file that isn't there yet, and one that is; from elsewhere, too.
    assert_eq!(found(&folder, variable, "m/variables.tf"), expected);
    folder.write("m/variables.tf", "");
    assert_eq!(found(&folder, variable, "m/variables.tf"), expected);
    assert_eq!(found(&folder, variable, "./m/../m/variables.tf").len(), 1);
    let inside = run_in(
        &folder.join("m"),
        variable.as_bytes(),
        &["variables.tf", "--format", "short"],
    );
    assert_eq!(inside.code(), 2);
    assert!(inside.stdout().starts_with("variables.tf:1:10: error"));
    assert_eq!(found(&folder, "", "m/variables.tf"), [""; 0]);
    // A finding of the module, as if the file was named.
    folder.write("m/variables.tf", variable);
    assert_eq!(found(&folder, "", "m/main.tf"), [""; 0]);
    assert_eq!(found(&folder, resource, "m/main.tf"), expected);
    // Not even the folder has to be there.
    assert_eq!(
        found(&folder, KEY_MODULE, "new/folder/main.tf"),
        ["masked_parameter new/folder/main.tf api_key"]
    );
    let readme = format!("# M\n\n```hcl\n{KEY_MODULE}```\n");
    let expected = findings(&{
        folder.write("m/README.md", &readme);
        folder.json(&["m"])
    });
    fs::remove_file(folder.join("m/README.md")).unwrap();
    assert_eq!(found(&folder, &readme, "m/README.md"), expected);
}

#[test]
fn the_fixed_text_goes_to_standard_output() {
    let folder = Folder::with(&[("m/main.tf", "locals {}\n")]);
    let fixed = run(&folder, KEY_MODULE, &["m/main.tf", "--fix"]);
    assert_eq!(fixed.code(), 0);
    assert!(
        fixed
            .stderr()
            .contains("note: fixed 1 masked_parameter in m/main.tf\n")
    );
    assert!(
        fixed
            .stderr()
            .ends_with("no findings in 1 module; 1 fixed\n")
    );
    let diff = run(&folder, KEY_MODULE, &["m/main.tf", "--diff"]);
    assert_eq!(diff.code(), 2);
    assert!(
        diff.stdout()
            .starts_with("--- a/m/main.tf\n+++ b/m/main.tf\n")
    );
    // Nothing was written, and what `--fix` makes of the same text is the same.
    let text = |folder: &Folder| fs::read_to_string(folder.join("m/main.tf")).unwrap();
    assert_eq!(text(&folder), "locals {}\n");
    folder.write("m/main.tf", KEY_MODULE);
    folder.run(["--fix", "m"]);
    assert_eq!(text(&folder), fixed.stdout());
    // What needs no fix, or can't have one, comes back byte by byte.
    let broken = b"\xef\xbb\xbfvariable \"api_key\" {\r\n  a = \"\xff\"\r\n".as_slice();
    for (input, code) in [
        (b"".as_slice(), 0),
        (b"locals {}", 0),
        (b"\xef\xbb\xbflocals {}\r\n", 0),
        (broken, 2),
    ] {
        let same = run(&folder, input, &["m/main.tf", "--fix", "--format", "short"]);
        assert_eq!(same.stdout_bytes(), input);
        assert_eq!(same.code(), code, "{}", same.stderr());
    }
    let json = run(
        &folder,
        KEY_MODULE,
        &["m/main.tf", "--fix", "--format", "json"],
    );
    assert!(json.stderr().contains("\"fixed\": 1") && json.stdout() == fixed.stdout());
}

#[test]
fn only_fixes_that_change_nothing_else_are_made() {
    let (variable, resource) = halves();
    let folder = Folder::with(&[("m/main.tf", resource)]);
    // Its use in the other file would change as well.
    let run = |input: &str| {
        run(
            &folder,
            input,
            &["m/variables.tf", "--fix", "--format", "short"],
        )
    };
    let kept = run(variable);
    assert_eq!((kept.stdout().as_str(), kept.code()), (variable, 2));
    assert!(kept.stderr().contains("error[masked_parameter]"));
    let unmarked = variable.replace("  sensitive = true\n", "");
    assert_ne!(unmarked, variable);
    let half = run(&unmarked);
    assert_eq!((half.stdout().as_str(), half.code()), (variable, 2));
    assert!(half.stderr().contains("1 fixed"), "{}", half.stderr());
    assert_eq!(
        fs::read_to_string(folder.join("m/main.tf")).unwrap(),
        resource
    );
    assert!(!folder.join("m/variables.tf").exists());
}

#[test]
fn the_configuration_counts() {
    let folder = Folder::with(&[(".coderlint.hcl", "exclude = [\"m/main.tf\"]\n")]);
    let excluded = run(&folder, KEY_MODULE, &["m/main.tf", "--fix"]);
    assert_eq!(
        (excluded.stdout().as_str(), excluded.code()),
        (KEY_MODULE, 0)
    );
    assert!(
        excluded
            .stderr()
            .contains("the configuration excludes m/main.tf")
    );
    assert_eq!(found(&folder, KEY_MODULE, "m/other.tf").len(), 1);
    folder.write(".coderlint.hcl", "exclude = [\"m\"]\n");
    assert_eq!(found(&folder, KEY_MODULE, "m/other.tf"), [""; 0]);
    // What can't be read may say anything: nothing is changed, all is reported.
    folder.write(".coderlint.hcl", "exclud = []\n");
    let broken = run(
        &folder,
        KEY_MODULE,
        &["m/main.tf", "--fix", "--format", "short"],
    );
    assert_eq!((broken.stdout().as_str(), broken.code()), (KEY_MODULE, 1));
    assert!(broken.stderr().contains("nothing was written"));
    assert!(broken.stderr().contains("error[masked_parameter]"));
}

#[test]
fn names_and_flags_that_make_no_sense_are_refused() {
    let folder = Folder::with(&[("m/main.tf", "")]);
    for name in [".coderlint.hcl", "m", "m/main.tf.json", "notes.md", ""] {
        let refused = run(&folder, KEY_MODULE, &[name]);
        assert_eq!((refused.stdout().as_str(), refused.code()), ("", 1));
        let error = refused.stderr();
        assert!(
            error.contains("a `.tf` file or a `README.md`") || name.is_empty(),
            "{error}"
        );
    }
    for flags in [
        &["m"][..],
        &["--write-baseline", "b"],
        &["--prune-baseline", "b"],
        &["--watch"],
        &["--lsp"],
        &["--merge", "r.json"],
        &["--changed-since", "HEAD"],
        &["--shard", "1/2"],
        &["--add-ignores"],
        &["--fix", "--write-tests"],
        &["--show-files"],
        &["--print-config", "m"],
        &["--init"],
    ] {
        let refused = run(&folder, "", &[&["m/main.tf"], flags].concat());
        assert_eq!(
            (refused.stdout().as_str(), refused.code()),
            ("", 1),
            "{flags:?}"
        );
        assert!(
            refused.stderr().contains("cannot be used with"),
            "{flags:?}"
        );
    }
    let large = vec![b'\n'; 10 * 1024 * 1024 + 1];
    let refused = run(&folder, &large, &["m/main.tf"]);
    assert_eq!(refused.code(), 1);
    assert!(refused.stderr().contains("too large"));
    assert_eq!(run(&folder, &large[1..], &["m/main.tf"]).code(), 0);
}

/// A parameter's name is for ever, and `/src` is where the image has any module.
#[cfg(unix)]
#[test]
fn a_folder_right_below_the_root_names_no_parameter() {
    let folder = Folder::new();
    let name = |file: &str| {
        let diff = run(&folder, KEY_MODULE, &[file, "--diff"]);
        let added = diff.stdout().lines().find_map(|line| {
            let name = line.strip_prefix("+  name ")?;
            Some(name.trim_start_matches([' ', '=']).to_owned())
        });
        added.unwrap()
    };
    assert_eq!(name("/no-such-folder/main.tf"), "\"api_key\"");
    assert_eq!(name("/no-such-folder/acme/main.tf"), "\"acme_api_key\"");
}
