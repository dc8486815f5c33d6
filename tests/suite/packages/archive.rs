//! A release's archive: what is in it, and what it is good for.

use std::process::Command;

use super::{BINARY, has, run};
use crate::support::Folder;

/// An archive as the release packs it, unpacked.
#[cfg(unix)]
pub(super) mod packed {
    use std::fs;

    use crate::packages::{BINARY, files, has, run, step, target, works};
    use crate::support::{Folder, repository};
    use std::process::Command;

    /// The release's step on this build, in a folder of its own.
    pub(in crate::packages) fn pack() -> Folder {
        let folder = Folder::new();
        let target = target();
        let built = folder.join("target").join(&target).join("dist");
        fs::create_dir_all(&built).unwrap();
        fs::copy(BINARY, built.join("coderlint")).unwrap();
        // What else a build leaves there.
        fs::write(built.join("coderlint.d"), "").unwrap();
        for file in ["README.md", "LICENSE"] {
            fs::copy(repository().join(file), folder.join(file)).unwrap();
        }
        step("Pack", &folder, &[("TARGET", &target)]);
        folder
    }

    #[test]
    fn an_archive_is_what_binstall_looks_for() {
        if !has(&[&["rustc", "-vV"], &["tar", "--version"]], "archive") {
            return;
        }
        let folder = pack();
        let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
        let (_, metadata) = manifest
            .split_once("[package.metadata.binstall]\n")
            .expect("metadata for cargo binstall");
        let setting = |name: &str| {
            let line = metadata.lines().find_map(|line| line.strip_prefix(name));
            let value = line.and_then(|rest| rest.strip_prefix(" = \"")?.strip_suffix('"'));
            value.unwrap().to_owned()
        };
        let filled = |template: &str| {
            template
                .replace("{ repo }", env!("CARGO_PKG_REPOSITORY"))
                .replace("{ version }", "1.2.3")
                .replace("{ target }", &target())
                .replace("{ bin }", "coderlint")
                .replace("{ binary-ext }", "")
        };
        let address = filled(&setting("pkg-url"));
        let archive = address.rsplit('/').next().unwrap();
        let release = "https://github.com/coderlint/coderlint/releases/download/v1.2.3/";
        assert_eq!(address, format!("{release}{archive}"));
        assert_eq!(setting("pkg-fmt"), "tgz");
        fs::create_dir(folder.join("unpacked")).unwrap();
        run(Command::new("tar")
            .arg("-xzf")
            .arg(folder.join(archive))
            .arg("-C")
            .arg(folder.join("unpacked")));
        works(&folder.join("unpacked").join(filled(&setting("bin-dir"))));
        let names: Vec<String> = files(&folder.join("unpacked"), "")
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect();
        assert_eq!(
            names,
            [
                "LICENSE",
                "README.md",
                "coderlint",
                "coderlint.1",
                "completions"
            ]
        );
        // Its checksum is that of this file by this name, wherever both are put.
        let checksum = fs::read_to_string(folder.join(format!("{archive}.sha256"))).unwrap();
        assert!(checksum.trim_end().ends_with(archive), "{checksum}");
    }

    #[test]
    fn completions_load_and_complete() {
        if !has(&[&["rustc", "-vV"], &["tar", "--version"]], "completions") {
            return;
        }
        let folder = pack();
        let completions = folder.join("dist/completions");
        let path = |shell: &str| completions.join(format!("coderlint.{shell}"));
        assert_eq!(files(&completions, "").len(), 5);
        let complete = |shell: &str, script: &str| {
            if !has(&[&[shell, "--version"]], "completions") {
                return;
            }
            let script = script.replace("FILE", path(shell).to_str().unwrap());
            let output = run(Command::new(shell).args(["-c", &script]));
            assert!(output.stderr.is_empty(), "{shell}: {output:?}");
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(text.contains("--write-baseline"), "{shell}: {text}");
        };
        complete(
            "bash",
            "source FILE; COMP_WORDS=(coderlint --wri); COMP_CWORD=1; \
             _coderlint coderlint --wri coderlint; echo \"${COMPREPLY[@]}\"",
        );
        complete(
            "fish",
            "source FILE; complete --do-complete 'coderlint --wri'",
        );
        complete(
            "zsh",
            "autoload -U compinit; compinit -D; source FILE; \
             test \"${_comps[coderlint]}\" = _coderlint; functions _coderlint",
        );
    }
}

#[test]
fn the_man_page_names_every_flag() {
    let output = run(Command::new(BINARY).arg("--man"));
    let page = String::from_utf8(output.stdout).unwrap();
    let title = concat!(
        ".TH coderlint 1 \"\" \"coderlint ",
        env!("CARGO_PKG_VERSION"),
        "\""
    );
    for part in [
        title,
        "\n.SH EXIT STATUS\n  0 ",
        "\n.SH EXAMPLES\n  coderlint ",
        "PATH\\fR]...\n",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
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
    if has(&[&["mandoc", "-T", "utf8", "/dev/null"]], "man page") {
        let folder = Folder::with(&[("coderlint.1", &page)]);
        run(Command::new("mandoc")
            .args(["-T", "lint", "-W", "error"])
            .arg(folder.join("coderlint.1")));
    }
}
