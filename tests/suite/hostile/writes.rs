//! Fixes that are disturbed: whatever happens, a file is as it was or as it will be.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use crate::support::{Folder, KEY_MODULE};

const MODULES: usize = 30;

fn make() -> Folder {
    let folder = Folder::new();
    for index in 0..MODULES {
        folder.write(format!("m{index}/main.tf"), KEY_MODULE);
        let use_elsewhere = "output \"key\" {\n  value     = var.api_key\n  sensitive = true\n}\n";
        folder.write(format!("m{index}/outputs.tf"), use_elsewhere);
    }
    folder
}

fn texts(folder: &Folder) -> Vec<String> {
    let files = (0..MODULES)
        .flat_map(|index| ["main.tf", "outputs.tf"].map(|file| format!("m{index}/{file}")));
    files
        .map(|file| fs::read_to_string(folder.join(file)).unwrap())
        .collect()
}

/// The files as they are at first, and as `--fix` leaves them.
fn before_and_after() -> (Vec<String>, Vec<String>) {
    let folder = make();
    let before = texts(&folder);
    assert_eq!(folder.run(["--fix"]).code(), 0);
    (before, texts(&folder))
}

fn start(folder: &Folder) -> Child {
    Command::new(env!("CARGO_BIN_EXE_coderlint"))
        .arg("--fix")
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The names of all files that are none of ours.
fn leftovers(folder: &Folder) -> Vec<String> {
    let modules = (0..MODULES).map(|index| folder.join(format!("m{index}")));
    let entries = modules.flat_map(|module| fs::read_dir(module).unwrap());
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.')).collect()
}

/// At any moment, and another run ends where an undisturbed one would.
#[test]
fn killed_fifty_times() {
    const KILLS: u32 = 50;
    let start_of_first = Instant::now();
    let (before, after) = before_and_after();
    let length = start_of_first.elapsed();
    let mut folder = make();
    for kill in 0..KILLS {
        let mut child = start(&folder);
        std::thread::sleep(length * kill / KILLS);
        let _ = child.kill();
        child.wait().unwrap();
        let texts = texts(&folder);
        for (index, text) in texts.iter().enumerate() {
            assert!(
                *text == before[index] || *text == after[index],
                "half a file:\n{text}"
            );
        }
        if texts == after {
            folder = make();
        }
    }
    folder.write("m0/.coderlint-notours.tmp", "");
    assert_eq!(folder.run(["--fix"]).code(), 0);
    assert_eq!(texts(&folder), after);
    assert_eq!(leftovers(&folder), [".coderlint-notours.tmp"]);
}

/// Even where nothing is left to fix.
#[test]
fn leftovers_go_with_the_next_run() {
    let folder = make();
    folder.run(["--fix"]);
    folder.write("m7/.coderlint-aB3dE6.tmp", "half a fi");
    assert_eq!(folder.run(Vec::<&str>::new()).code(), 0);
    assert_eq!(
        leftovers(&folder).len(),
        1,
        "who only reads removes nothing"
    );
    assert_eq!(folder.run(["--fix"]).code(), 0);
    assert_eq!(leftovers(&folder), [""; 0]);
}

#[test]
fn several_at_once() {
    let (before, after) = before_and_after();
    for _ in 0..3 {
        let folder = make();
        let children: Vec<Child> = (0..4).map(|_| start(&folder)).collect();
        for child in children {
            let output = child.wait_with_output().unwrap();
            // They change each other's files, and never take away what is not theirs.
            for line in String::from_utf8(output.stderr).unwrap().lines() {
                let is_expected = line.contains(": note: ")
                    || line.ends_with(": the file has changed since it was read");
                assert!(is_expected, "{line}");
            }
        }
        for (index, text) in texts(&folder).iter().enumerate() {
            assert!(
                *text == before[index] || *text == after[index],
                "neither:\n{text}"
            );
        }
        assert_eq!(folder.run(["--fix"]).code(), 0);
        assert_eq!(texts(&folder), after);
        assert_eq!(leftovers(&folder), [""; 0]);
    }
}
