//! Packages, each made and installed from its file as a user would, and run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::{Folder, KEY_MODULE, repository};

const BINARY: &str = env!("CARGO_BIN_EXE_coderlint");

/// Whether tools are there; said on standard error where they are not, and a
/// failure where everything has to be.
fn has(tools: &[&[&str]], what: &str) -> bool {
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

#[test]
fn a_wheel_installs_the_binary() {
    let maturin = repository().join("target/venv/bin/maturin");
    let maturin = if maturin.exists() {
        maturin.to_str().unwrap().to_owned()
    } else {
        "maturin".to_owned()
    };
    if !has(
        &[
            &[&maturin, "--version"],
            &["python3", "-m", "venv", "--help"],
        ],
        "wheel",
    ) {
        return;
    }
    let folder = Folder::new();
    // As the release does, but with a profile that is built sooner; and elsewhere,
    // for other tests run this build's binary.
    run(Command::new(&maturin)
        .args(["build", "--profile", "dev", "--locked", "--out"])
        .arg(folder.path())
        .env("CARGO_TARGET_DIR", target_folder().join("wheel"))
        .current_dir(repository().join(".github/packages/wheel")));
    let wheels = files(folder.path(), ".whl");
    assert_eq!(wheels.len(), 1, "{wheels:?}");
    let venv = folder.join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
    run(Command::new(venv.join("bin/pip"))
        .args(["install", "--quiet", "--no-index", "--no-deps"])
        .arg(&wheels[0]));
    works(&venv.join("bin/coderlint"));
    run(Command::new(venv.join("bin/pip")).args(["uninstall", "--yes", "--quiet", "coderlint"]));
    assert!(!venv.join("bin/coderlint").exists());
}

/// The target of this build, in Rust's words.
fn target() -> String {
    let output = run(Command::new("rustc").arg("-vV"));
    let text = String::from_utf8(output.stdout).unwrap();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    host.unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn npm_packages_pick_the_binary_of_the_platform() {
    if !has(
        &[
            &["node", "--version"],
            &["npm", "--version"],
            &["rustc", "-vV"],
        ],
        "npm packages",
    ) {
        return;
    }
    let folder = Folder::new();
    run(Command::new(repository().join(".github/packages/npm/pack"))
        .arg(env!("CARGO_PKG_VERSION"))
        .arg(folder.join("packed"))
        .arg(format!("{}={BINARY}", target())));
    let packages = files(&folder.join("packed"), ".tgz");
    assert_eq!(packages.len(), 2, "{packages:?}");
    let install = |name: &str, packages: &[PathBuf]| {
        folder.write(format!("{name}/package.json"), "{}");
        run(Command::new("npm")
            .args([
                "install",
                "--offline",
                "--no-audit",
                "--no-fund",
                "--omit=optional",
            ])
            .args(packages)
            .current_dir(folder.join(name)));
        folder.join(name).join("node_modules/.bin/coderlint")
    };
    works(&install("whole", &packages));
    // Without the platform's package it says what is wrong.
    let main: Vec<PathBuf> = packages
        .into_iter()
        .filter(|path| {
            path.file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("coderlint-0")
        })
        .collect();
    let output = Command::new(install("half", &main)).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.starts_with("coderlint: error: there is no package for "),
        "{text}"
    );
}

/// The targets that are released are those that the packages know.
#[test]
fn every_target_of_the_release_is_packed() {
    let read = |file: &str| fs::read_to_string(repository().join(file)).unwrap();
    let release = read(".github/workflows/release.yml");
    let pack = read(".github/packages/npm/pack");
    let targets: Vec<&str> = release
        .split("target: ")
        .skip(1)
        .filter_map(|rest| rest.split([',', ' ', '\n']).next())
        .filter(|target| {
            target.contains("-unknown-") || target.contains("-apple-") || target.contains("-pc-")
        })
        .collect();
    assert!(targets.len() >= 7, "{targets:?}");
    for target in targets {
        assert!(pack.contains(&format!("\"{target}\": {{")), "{target}");
    }
}

#[test]
fn the_man_page_names_every_flag() {
    let output = run(Command::new(BINARY).arg("--man"));
    let page = String::from_utf8(output.stdout).unwrap();
    assert!(page.contains(".TH coderlint 1"));
    let help = run(Command::new(BINARY).arg("--help"));
    let help = String::from_utf8(help.stdout).unwrap();
    let flags = help.lines().filter_map(|line| {
        let flag = line
            .split_whitespace()
            .find(|word| word.starts_with("--"))?;
        line.starts_with("  ").then_some(flag.trim_end_matches(','))
    });
    for flag in flags.filter(|flag| flag.len() > 3) {
        let escaped = flag.replace('-', "\\-");
        assert!(page.contains(&escaped), "{flag}");
    }
}
