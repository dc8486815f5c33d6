//! A real editor with the language server: Neovim, headless.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::support::{Folder, KEY_MODULE, repository, run_in};

/// A key that isn't marked as one is a finding of its own.
const MORE: &str = "\nvariable \"other_api_key\" {\n  type = string\n}\n";

fn module() -> Folder {
    let folder = Folder::new();
    folder.write("m/main.tf", format!("{KEY_MODULE}{MORE}"));
    folder.write("m/README.md", "# M\n\nIt runs an agent.\n");
    folder
}

/// Whether there is one; that there is none is said once, and is an error where the
/// test has to run.
fn has_neovim() -> bool {
    if Command::new("nvim").arg("--version").output().is_ok() {
        return true;
    }
    assert!(
        std::env::var_os("CODERLINT_NEOVIM").is_none_or(|value| value != "1"),
        "CODERLINT_NEOVIM is set, but there is no Neovim"
    );
    // Past the test runner, which would swallow it.
    let _ = writeln!(
        std::io::stderr(),
        "the test in an editor is SKIPPED: there is no Neovim"
    );
    false
}

#[test]
fn neovim_shows_findings_and_applies_fixes() {
    if !has_neovim() {
        return;
    }
    let (edited, fixed) = (module(), module());
    let home = Folder::new();
    let script = repository().join("tests/suite/neovim.lua");
    let output = Command::new("nvim")
        .args(["--clean", "--headless", "-c"])
        .arg(format!("luafile {}", script.display()))
        // What a script that fails leaves open.
        .args(["-c", "cquit"])
        .current_dir(edited.join("m"))
        .env("CODERLINT", env!("CARGO_BIN_EXE_coderlint"))
        .env("HOME", home.path())
        .env("XDG_CACHE_HOME", home.path())
        .env("XDG_STATE_HOME", home.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    let seen =
        "masked_parameter sensitive_variable\nadd an opt-in masked parameter for `api_key`\n";
    assert!(said.starts_with(seen), "{said}");
    run_in(&fixed.join("m"), ["--fix"]);
    for file in ["m/main.tf", "m/README.md"] {
        let text = |folder: &Folder| fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(text(&edited), text(&fixed));
        assert_ne!(text(&edited), text(&module()), "{file}");
    }
}
