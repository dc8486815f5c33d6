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

    /// Releases with an archive for each system that tests run on.
    fn releases() -> Folder {
        let releases = Folder::new();
        for target in [
            "x86_64-unknown-linux-musl",
            "aarch64-unknown-linux-musl",
            "aarch64-apple-darwin",
            "x86_64-apple-darwin",
        ] {
            let archive = format!("coderlint-{target}.tar.gz");
            program(&releases, "coderlint", "echo installed");
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
        releases
    }

    fn program(folder: &Folder, name: &str, script: &str) {
        folder.write(name, format!("#!/bin/sh\n{script}\n"));
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.join(name), mode).unwrap();
    }

    /// Replaces the archives in a folder by others that can be unpacked.
    fn replace_archives(folder: &std::path::Path) {
        let other = Folder::new();
        program(&other, "coderlint", "echo something else");
        let packed = Command::new("tar")
            .args(["-czf", "other.tar", "./coderlint"])
            .current_dir(other.path())
            .output();
        assert!(packed.unwrap().status.success());
        let mut count = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "gz") {
                fs::copy(other.join("other.tar"), path).unwrap();
                count += 1;
            }
        }
        assert!(count > 0);
    }

    #[test]
    fn the_install_checks_what_it_downloads() {
        let releases = releases();
        let downloads = format!("file://{}", releases.path().display());
        let from = [
            ("CODERLINT_DOWNLOADS", downloads.as_str()),
            ("GH_TOKEN", ""),
        ];
        let folder = Folder::new();
        let install = |into: &str| step(&folder, "install", &["1.2.3", "kept", into], &from);
        let succeeded = |output: Output| {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{told}");
            assert!(told.contains("attestation of coderlint-"), "{told}");
        };
        succeeded(install("bin"));
        let installed = Command::new(folder.join("bin/coderlint")).output().unwrap();
        assert_eq!(installed.stdout, b"installed\n");
        assert_eq!(fs::read_dir(folder.join("bin")).unwrap().count(), 1);
        // What is kept is not downloaded again.
        replace_archives(&releases.join("download/v1.2.3"));
        succeeded(install("again"));
        assert!(folder.join("again/coderlint").exists());
        // What is kept, but not what it was, is; and a release that is not what it
        // was is not unpacked.
        replace_archives(&folder.join("kept"));
        let output = install("other");
        assert!(!output.status.success());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("doesn't match its checksum"), "{told}");
        assert!(!folder.join("other/coderlint").exists());
        // There is no such release.
        let output = step(&folder, "install", &["1.2.4", "none", "none"], &from);
        assert!(!output.status.success());
    }

    #[test]
    fn the_release_workflow_has_to_have_attested_the_archive() {
        let releases = releases();
        let downloads = format!("file://{}", releases.path().display());
        let folder = Folder::new();
        program(&folder, "gh", "echo \"$@\" >> asked; exit \"$ATTESTED\"");
        let path = format!(
            "{}:{}",
            folder.path().display(),
            std::env::var("PATH").unwrap()
        );
        let install = |attested: &str| {
            let variables = [
                ("CODERLINT_DOWNLOADS", downloads.as_str()),
                ("GH_TOKEN", "t"),
                ("PATH", &path),
                ("ATTESTED", attested),
            ];
            let output = step(&folder, "install", &["1.2.3", "kept", "bin"], &variables);
            output.status.success()
        };
        assert!(!install("1"));
        assert!(!folder.join("bin/coderlint").exists());
        assert!(install("0"));
        assert!(folder.join("bin/coderlint").exists());
        // Each time, wherever the archive comes from.
        let asked = fs::read_to_string(folder.join("kept/asked")).unwrap();
        assert_eq!(asked.lines().count(), 2, "{asked}");
        assert!(
            asked.starts_with("attestation verify coderlint-"),
            "{asked}"
        );
        let workflow = "coderlint/coderlint/.github/workflows/release.yml";
        assert!(
            asked.contains(&format!("--signer-workflow {workflow}")),
            "{asked}"
        );
    }

    /// Answers one request: the latest release is somewhere else.
    fn redirecting(to: &'static str) -> String {
        let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", server.local_addr().unwrap());
        std::thread::spawn(move || {
            for (index, stream) in server.incoming().take(2).enumerate() {
                let mut stream = stream.unwrap();
                let mut request = [0; 4096];
                let _ = std::io::Read::read(&mut stream, &mut request).unwrap();
                let answer = match index {
                    0 => format!("HTTP/1.1 302 Found\r\nLocation: {to}\r\n"),
                    _ => "HTTP/1.1 200 OK\r\n".to_owned(),
                };
                let head = format!("{answer}Content-Length: 0\r\nConnection: close\r\n\r\n");
                stream.write_all(head.as_bytes()).unwrap();
            }
        });
        address
    }

    #[test]
    fn the_latest_release_is_the_one_that_is_led_to() {
        let folder = Folder::new();
        let version = |asked: &str, downloads: &str| {
            let variables = [
                ("CODERLINT_DOWNLOADS", downloads),
                ("no_proxy", "127.0.0.1"),
            ];
            let output = step(&folder, "release", &[asked], &variables);
            String::from_utf8(output.stdout).unwrap()
        };
        assert_eq!(version("latest", &redirecting("/tag/v1.2.3")), "1.2.3\n");
        assert_eq!(version("v0.1.0", "http://127.0.0.1:9"), "0.1.0\n");
        assert_eq!(version("0.1.0", "http://127.0.0.1:9"), "0.1.0\n");
        assert_eq!(version("latest", "http://127.0.0.1:9"), "");
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
