//! Packages, each made and installed from its file as a user would, and run.

mod archive;
mod npm;
mod wheel;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{Folder, KEY_MODULE, repository};

const BINARY: &str = env!("CARGO_BIN_EXE_coderlint");

/// Whether tools are there; said on standard error where they are not, and a
/// failure where everything has to be.
pub(crate) fn has(tools: &[&[&str]], what: &str) -> bool {
    let is_there = |tool: &&&[&str]| {
        let output = Command::new(tool[0]).args(&tool[1..]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let Some(missing) = tools.iter().find(|tool| !is_there(tool)) else {
        return true;
    };
    assert!(
        std::env::var_os("CODERLINT_PACKAGES").is_none_or(|value| value != "1"),
        "CODERLINT_PACKAGES is set, but {} is missing",
        missing[0]
    );
    let line = format!(
        "the test of the {what} is SKIPPED: there is no {}\n",
        missing[0]
    );
    // Past the test runner, which would swallow it.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
    false
}

pub(crate) fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

/// Version and one lint of what was installed.
fn works(program: &Path) {
    let output = run(Command::new(program).arg("--version"));
    let version = concat!("coderlint ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), version);
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let output = Command::new(program)
        .args(["--format", "short"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "the exit code is passed on");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.starts_with("main.tf:1:10: error[masked_parameter]"),
        "{text}"
    );
}

/// The files of a folder with an ending.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    files.sort();
    files
}

/// The folder that this build is in.
pub(crate) fn target_folder() -> &'static Path {
    Path::new(BINARY).ancestors().nth(2).unwrap()
}

/// A tool: from the environment that `.ci/run` makes, or from the path.
pub(crate) fn tool(name: &str) -> String {
    let installed = repository().join("target/venv/bin").join(name);
    if installed.exists() {
        installed.to_str().unwrap().to_owned()
    } else {
        name.to_owned()
    }
}

/// The target of this build, in Rust's words.
#[cfg(unix)]
fn target() -> String {
    let output = run(Command::new("rustc").arg("-vV"));
    let text = String::from_utf8(output.stdout).unwrap();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}

fn release() -> String {
    fs::read_to_string(repository().join(".github/workflows/release.yml")).unwrap()
}

/// Runs the script of a step of the release as a runner does, in a folder.
#[cfg(unix)]
fn step(name: &str, folder: &Folder, variables: &[(&str, &str)]) -> Output {
    let release = release();
    let (_, rest) = release
        .split_once(&format!("- name: {name}\n"))
        .expect("a step of this name");
    let (_, rest) = rest.split_once("run: |\n").expect("it has a script");
    let indented = |line: &&str| line.is_empty() || line.starts_with("          ");
    let script: Vec<&str> = rest.lines().take_while(indented).map(str::trim).collect();
    run(Command::new("bash")
        .args(["-e", "-o", "pipefail", "-c", &script.join("\n")])
        .envs(variables.iter().copied())
        .current_dir(folder.path()))
}
