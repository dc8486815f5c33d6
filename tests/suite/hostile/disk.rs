//! What a disk can hold beside files.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::Command;

use super::{check, numbered};
use crate::support::{Folder, KEY_MODULE};

fn make_fifo(folder: &Folder, name: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// A file of a size that takes no room on the disk.
fn make_large(folder: &Folder, name: &str, size: u64) {
    let file = File::create(folder.join(name)).unwrap();
    file.set_len(size).unwrap();
}

#[test]
fn what_is_named_is_a_regular_file_of_a_sensible_size() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    make_fifo(&folder, "fifo");
    symlink("/dev/zero", folder.join("link")).unwrap();
    make_large(&folder, "large", 64 * 1024 * 1024 + 1);
    for option in ["--baseline", "--config", "--merge"] {
        for file in ["/dev/zero", "fifo", "link", "."] {
            let run = folder.run_bounded([option, file]);
            let message = format!("coderlint: error: {file}: not a regular file\n");
            assert_eq!((run.code(), run.stderr()), (1, message), "{option}");
        }
        let run = folder.run_bounded([option, "large"]);
        assert_eq!(run.code(), 1);
        assert!(
            run.stderr().contains("bytes is too large"),
            "{}",
            run.stderr()
        );
    }
    // And what is in it need not be what was asked for.
    folder.write("deep.json", "[".repeat(1_000_000));
    for option in ["--baseline", "--merge"] {
        let run = folder.run_bounded([option, "deep.json"]);
        assert!(
            run.stderr().contains("deep.json: not a "),
            "{}",
            run.stderr()
        );
    }
}

/// Elsewhere, everything is linted.
#[test]
fn what_lies_in_a_module_is_a_regular_file_of_a_sensible_size() {
    for (name, size) in [
        (".gitignore", 256 * 1024),
        (".coderlint.hcl", 256 * 1024),
        ("main.tf", 10 * 1024 * 1024),
        ("README.md", 10 * 1024 * 1024),
    ] {
        let named = format!("bad/{name}");
        for (kind, message) in [
            ("fifo", "not a regular file".to_owned()),
            ("device", "not a regular file".to_owned()),
            (
                "large",
                format!("{} bytes is too large: the limit is {size}", size + 1),
            ),
        ] {
            let folder = Folder::with(&[("bad/key.tf", KEY_MODULE)]);
            match kind {
                "fifo" => make_fifo(&folder, &named),
                "device" => symlink("/dev/zero", folder.join(&named)).unwrap(),
                _ => make_large(&folder, &named, size + 1),
            }
            let stderr = check(&folder, &[]).stderr;
            assert_eq!(stderr, format!("coderlint: error: {named}: {message}\n"));
        }
    }
}

#[test]
fn a_gitignore_above_is_looked_at_too() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
    make_fifo(&folder, ".gitignore");
    let run = folder.run_bounded(["a"]);
    assert_eq!(run.code(), 1);
    assert!(run.stderr().ends_with(".gitignore: not a regular file\n"));
}

#[test]
fn patterns_that_ignore() {
    for pattern in ["*a", "?[a-z]", "**/", "{a,b}"] {
        let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
        let times = 250_000 / pattern.len();
        folder.write("a/.gitignore", pattern.repeat(times) + "\n");
        check(&folder, &[]);
    }
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
    let patterns = numbered("**/a*b#?[a-z]/*\n", 12_000);
    folder.write("a/.gitignore", patterns);
    check(&folder, &[]);
}

#[test]
fn a_folder_of_very_many_files() {
    let folder = Folder::with(&[("many/0.tf", KEY_MODULE)]);
    for index in 1..20_000 {
        folder.write(format!("many/{index}.tf"), "");
        symlink("0.tf", folder.join(format!("many/link{index}.tf.txt"))).unwrap();
        symlink("1.tf", folder.join(format!("many/link{index}.tf"))).unwrap();
    }
    let checked = check(&folder, &[".", "many"]);
    assert_eq!(checked.found, ["masked_parameter many/0.tf api_key"]);
}

#[test]
fn very_many_folders_and_loops() {
    let folder = Folder::new();
    let mut deep = String::from("deep");
    for _ in 0..800 {
        deep.push_str("/a");
    }
    folder.write(format!("{deep}/main.tf"), KEY_MODULE);
    for index in 0..2000 {
        folder.write(format!("many/{index}/main.tf"), "");
        symlink(".", folder.join(format!("loop{index}"))).unwrap();
    }
    let checked = check(&folder, &[".", "loop1/loop2/loop3"]);
    assert_eq!(checked.found.len(), 1, "{:?}", checked.found);
    assert_eq!(checked.stderr, "", "links to folders are not followed");
}

/// Names that look like options, commands or nothing at all.
#[test]
fn names() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new();
    let long = [b"a".repeat(252), b".tf".to_vec()].concat();
    let names: [&[u8]; 9] = [
        b"-D.tf",
        b"--fix.tf",
        b"a\nb.tf",
        b"\x1b[2J.tf",
        b"::error::.tf",
        b" .tf",
        b"'\"`$(x).tf",
        b"\xff.tf",
        &long,
    ];
    for name in names {
        folder.write(OsStr::from_bytes(&[b"m/", name].concat()), "= =\n");
    }
    assert_eq!(check(&folder, &[]).found.len(), names.len());
    let fixed = folder.run_bounded(["--fix"]);
    assert_eq!(fixed.code(), 2);
}
