//! What Python gets: the wheel, and the source.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use super::{files, has, run, target_folder, tool, works};
use crate::support::{Folder, repository};

/// Whether there is what wheels are made with.
fn has_maturin(what: &str) -> bool {
    let maturin = tool("maturin");
    let python = ["python3", "-m", "venv", "--help"];
    has(&[&[&maturin, "--version"], &python], what)
}

/// The wheel, made as the release does, but with a profile that is built sooner;
/// and elsewhere, for other tests run this build's binary.
fn wheel() -> PathBuf {
    static WHEEL: OnceLock<PathBuf> = OnceLock::new();
    let make = || {
        let folder = target_folder().join("wheel");
        let out = folder.join("out");
        let _ = fs::remove_dir_all(&out);
        run(Command::new(tool("maturin"))
            .args(["build", "--profile", "dev", "--locked", "--out"])
            .arg(&out)
            .env("CARGO_TARGET_DIR", folder)
            .current_dir(repository().join(".github/packages/wheel")));
        let wheels = files(&out, ".whl");
        assert_eq!(wheels.len(), 1, "{wheels:?}");
        wheels.into_iter().next().unwrap()
    };
    WHEEL.get_or_init(make).clone()
}

#[test]
fn a_wheel_installs_the_binary() {
    if !has_maturin("wheel") {
        return;
    }
    let wheel = wheel();
    let folder = Folder::new();
    let venv = folder.join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&venv));
    run(Command::new(venv.join("bin/pip"))
        .args(["install", "--quiet", "--no-index", "--no-deps"])
        .arg(wheel));
    works(&venv.join("bin/coderlint"));
    run(Command::new(venv.join("bin/pip")).args(["uninstall", "--yes", "--quiet", "coderlint"]));
    assert!(!venv.join("bin/coderlint").exists());
}

/// What is built from has to be there, and little else.
#[test]
fn the_source_for_pypi_is_complete_and_small() {
    if !has_maturin("source for PyPI") {
        return;
    }
    let folder = Folder::new();
    run(Command::new(tool("maturin"))
        .args(["sdist", "--out"])
        .arg(folder.path())
        .current_dir(repository().join(".github/packages/wheel")));
    let archives = files(folder.path(), ".tar.gz");
    assert_eq!(archives.len(), 1, "{archives:?}");
    let size = fs::metadata(&archives[0]).unwrap().len();
    assert!(size < 2 << 20, "{size} bytes");
    run(Command::new("tar")
        .arg("-xzf")
        .arg(&archives[0])
        .arg("-C")
        .arg(folder.path()));
    let root = folder.join(concat!("coderlint-", env!("CARGO_PKG_VERSION")));
    let entries = fs::read_dir(&root).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let expected =
        "Cargo.lock Cargo.toml LICENSE PKG-INFO README.md pyproject.toml rules src tests";
    assert_eq!(names.join(" "), expected);
    for file in ["Cargo.lock", "src/main.rs", "rules/mod.rs", "LICENSE"] {
        let packed = fs::read(root.join(file)).unwrap();
        assert!(
            packed == fs::read(repository().join(file)).unwrap(),
            "{file}"
        );
    }
    // The page that PyPI shows is the README.
    let about = fs::read_to_string(root.join("PKG-INFO")).unwrap();
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    assert!(
        about.contains("\nDescription-Content-Type: text/markdown"),
        "{about}"
    );
    assert!(about.trim_end().ends_with(readme.trim_end()), "{about}");
}

/// The hook that the recipes give to paste, with the wheel for the registry's name.
#[cfg(unix)]
#[test]
fn the_hook_without_rust_passes_and_fails() {
    let pre_commit = tool("pre-commit");
    if !has_maturin("hook") || !has(&[&[&pre_commit, "--version"]], "hook") {
        return;
    }
    let recipes = fs::read_to_string(repository().join(".github/RECIPES.md")).unwrap();
    let (_, rest) = recipes.split_once("```yaml\nrepos:").expect("the hook");
    let hook = rest.split("```").next().unwrap();
    let requirement = concat!("coderlint==", env!("CARGO_PKG_VERSION"));
    assert!(hook.contains(requirement), "{hook}");
    let hook = hook.replace(requirement, wheel().to_str().unwrap());
    let folder = Folder::with(&[("main.tf", "locals {}\n"), ("notes.txt", "Notes.\n")]);
    folder.write(".pre-commit-config.yaml", format!("repos:{hook}"));
    let git = |arguments: &[&str]| {
        run(Command::new("git")
            .args(arguments)
            .current_dir(folder.path()))
    };
    let hook = || {
        git(&["add", "."]);
        let output = Command::new(&pre_commit)
            .arg("run")
            .env(
                "PRE_COMMIT_HOME",
                folder.join("../").join("pre-commit-home"),
            )
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), text)
    };
    git(&["init", "--quiet"]);
    let (passes, text) = hook();
    assert!(passes && text.contains("Passed"), "{text}");
    folder.write("main.tf", crate::support::KEY_MODULE);
    let (passes, text) = hook();
    assert!(
        !passes && text.contains("error[masked_parameter]"),
        "{text}"
    );
}

/// Where the README is shown elsewhere than beside the files, its links still lead
/// to them.
#[cfg(unix)]
#[test]
fn the_readmes_links_are_absolute_in_the_packages() {
    if !has(&[&["perl", "-v"]], "links") {
        return;
    }
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let folder = Folder::with(&[("README.md", &readme)]);
    let variables = [
        ("GITHUB_REPOSITORY", "coderlint/coderlint"),
        ("GITHUB_REF_NAME", "v1.2.3"),
    ];
    let name = "Make the README's links absolute, for those who read it elsewhere";
    super::step(name, &folder, &variables);
    let absolute = fs::read_to_string(folder.join("README.md")).unwrap();
    let base = "](https://github.com/coderlint/coderlint/blob/v1.2.3/";
    assert!(absolute.contains(&format!("{base}rules/README.md)")));
    assert!(
        !absolute.replace("](https:", "").contains("]("),
        "{absolute}"
    );
    assert!(!absolute.contains(&format!("{base}https:")), "{absolute}");
    // And nothing else is changed.
    let restored = absolute.replace(base, "](");
    assert_eq!(restored, readme);
}
