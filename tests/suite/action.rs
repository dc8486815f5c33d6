//! The GitHub action's steps, run as a runner runs them, and the page in a
//! browser.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Output};

use crate::reports::{FORMATS, nasty, run};
use crate::support::{Folder, KEY_MODULE, findings, repository};

#[cfg(unix)]
mod steps {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn step(folder: &Folder, name: &str, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let script = repository().join(".github/actions/coderlint").join(name);
        Command::new("bash")
            .arg(script)
            .args(arguments)
            .current_dir(folder.path())
            .envs(variables.iter().copied())
            .env("GITHUB_STEP_SUMMARY", folder.join("summary.md"))
            .env("GITHUB_OUTPUT", folder.join("output"))
            .output()
            .unwrap()
    }

    #[test]
    fn the_run_annotates_and_sums_up() {
        let folder = Folder::with(&[("a b/main.tf", KEY_MODULE), ("c/main.tf", "locals {}\n")]);
        let variables = [
            ("PATHS", "a b\nc\n"),
            ("ARGS", "-A\nsensitive_variable"),
            ("SARIF_FILE", "out.sarif"),
            ("ANNOTATIONS", "true"),
        ];
        let output = step(
            &folder,
            "run",
            &[env!("CARGO_BIN_EXE_coderlint")],
            &variables,
        );
        assert_eq!(
            output.status.code(),
            Some(2),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.starts_with("::error file=a b/main.tf,"), "{text}");
        let summary = fs::read_to_string(folder.join("summary.md")).unwrap();
        assert!(summary.starts_with("## coderlint\n"), "{summary}");
        assert!(
            fs::read_to_string(folder.join("out.sarif"))
                .unwrap()
                .contains("\"2.1.0\"")
        );
        assert_eq!(
            fs::read_to_string(folder.join("output")).unwrap(),
            "exit-code=2\n"
        );
        // Without annotations the log is for people.
        let quiet = [
            ("PATHS", "c"),
            ("ARGS", ""),
            ("SARIF_FILE", ""),
            ("ANNOTATIONS", "false"),
        ];
        let output = step(&folder, "run", &[env!("CARGO_BIN_EXE_coderlint")], &quiet);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            "no findings in 1 module\n"
        );
    }

    #[test]
    fn the_install_checks_what_it_downloads() {
        let releases = Folder::new();
        for target in [
            "x86_64-unknown-linux-musl",
            "aarch64-unknown-linux-musl",
            "aarch64-apple-darwin",
            "x86_64-apple-darwin",
        ] {
            let archive = format!("coderlint-{target}.tar.gz");
            releases.write("coderlint", "#!/bin/sh\necho installed\n");
            let mode = fs::Permissions::from_mode(0o755);
            fs::set_permissions(releases.join("coderlint"), mode).unwrap();
            fs::create_dir_all(releases.join("download/v1.2.3")).unwrap();
            let pack = format!(
                "tar -czf download/v1.2.3/{archive} ./coderlint && cd download/v1.2.3 && (sha256sum {archive} || shasum -a 256 {archive}) > {archive}.sha256"
            );
            let packed = Command::new("sh")
                .args(["-c", &pack])
                .current_dir(releases.path())
                .output();
            assert!(packed.unwrap().status.success());
        }
        let downloads = format!("file://{}", releases.path().display());
        let from = [("CODERLINT_DOWNLOADS", downloads.as_str())];
        let folder = Folder::new();
        let output = step(&folder, "install", &["1.2.3", "bin"], &from);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let installed = Command::new(folder.join("bin/coderlint")).output().unwrap();
        assert_eq!(installed.stdout, b"installed\n");
        assert_eq!(fs::read_dir(folder.join("bin")).unwrap().count(), 1);
        // A release that is not what it was is not unpacked.
        for entry in fs::read_dir(releases.join("download/v1.2.3")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "gz") {
                fs::write(path, "something else").unwrap();
            }
        }
        let output = step(&folder, "install", &["v1.2.3", "other"], &from);
        assert!(!output.status.success());
        assert!(!folder.join("other/coderlint").exists());
        assert!(
            !step(&folder, "install", &["latest", "none"], &from)
                .status
                .success()
        );
    }
}

/// Loads the page in Chromium, and gives back what its script made of it.
fn dom(folder: &Folder, hash: &str) -> Option<String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok());
    let Some(browser) = browser else {
        assert!(
            std::env::var_os("CODERLINT_BROWSER").is_none_or(|value| value != "1"),
            "CODERLINT_BROWSER is set, but there is no Chromium"
        );
        let _ = writeln!(
            std::io::stderr(),
            "the test in a browser is SKIPPED: there is no Chromium"
        );
        return None;
    };
    let address = format!("file://{}{hash}", folder.join("report.html").display());
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("browser").display()
        ))
        .arg(address)
        .output()
        .unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn the_page_works_in_a_browser() {
    let folder = nasty();
    let count = findings(&folder.json(&[])).len();
    folder.write("report.html", run(&folder, "html"));
    let Some(all) = dom(&folder, "") else { return };
    // The script runs, nothing else does, and everything is shown.
    assert!(
        all.contains(&format!(
            "<output aria-live=\"polite\">{count} shown</output>"
        )),
        "{all}"
    );
    assert!(
        !all.contains(
            "<details open=\"\" data-rule=\"syntax_error\" data-module=\"broken\" hidden"
        )
    );
    let Some(some) = dom(&folder, "#rule=syntax_error") else {
        return;
    };
    assert!(
        some.contains("<output aria-live=\"polite\">1 shown</output>"),
        "{some}"
    );
    assert_eq!(some.matches("<details ").count(), count);
    let hidden = some.matches("hidden=\"\"").count();
    assert_eq!(hidden, count - 1);
}

/// Workflows and examples name formats that there are.
#[test]
fn documentation_names_every_format() {
    let readme = fs::read_to_string(repository().join("src/report/README.md")).unwrap();
    for format in FORMATS {
        assert!(readme.contains(&format!("`{format}`")), "{format}");
    }
}
