//! The page to try it, built and driven in a browser: `.github/pages/test` has what
//! is done there.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::packages::{run, target_folder};
use crate::support::repository;

#[test]
fn the_page_finds_and_fixes_what_the_command_does() {
    if std::env::var_os("CODERLINT_PAGES").is_none_or(|value| value != "1") {
        // Past the test runner, which would swallow it.
        let line = b"the test of the page is SKIPPED: CODERLINT_PAGES is not 1\n";
        let _ = std::io::stderr().write_all(line);
        return;
    }
    let pages = repository().join(".github/pages");
    let built = run(Command::new(pages.join("build")).env("CARGO_TARGET_DIR", target_folder()));
    let tested = run(Command::new("node")
        .arg(pages.join("test/page.js"))
        .arg(target_folder().join("pages"))
        .arg(Path::new(env!("CARGO_BIN_EXE_coderlint"))));
    for output in [built, tested] {
        let _ = std::io::stdout().write_all(&output.stdout);
    }
}
