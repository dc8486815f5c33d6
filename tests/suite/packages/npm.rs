//! What npm gets: a small package, and one for each platform.

use crate::support::repository;

#[cfg(unix)]
mod packed {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::PathBuf;
    use std::process::Command;

    use super::repository;
    use crate::packages::{BINARY, archive, files, has, run, step, target, works};
    use crate::support::Folder;

    fn has_npm() -> bool {
        let tools: &[&[&str]] = &[
            &["node", "--version"],
            &["npm", "--version"],
            &["rustc", "-vV"],
        ];
        has(tools, "npm packages")
    }

    #[test]
    fn npm_packages_pick_the_binary_of_the_platform() {
        if !has_npm() {
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

    /// The release's step, but for what goes to npm.
    #[test]
    fn the_release_publishes_the_platforms_first() {
        if !has_npm() {
            return;
        }
        let folder = archive::packed::pack();
        let packed = folder.join(format!("coderlint-{}.tar.gz", target()));
        fs::remove_dir_all(folder.join("dist")).unwrap();
        fs::create_dir(folder.join("dist")).unwrap();
        fs::rename(
            &packed,
            folder.join("dist").join(packed.file_name().unwrap()),
        )
        .unwrap();
        symlink(repository().join(".github"), folder.join(".github")).unwrap();
        folder.write(
            "bin/npx",
            "#!/bin/sh\nfor last; do :; done\necho \"$last\"\n",
        );
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(folder.join("bin/npx"), mode).unwrap();
        let path = std::env::var("PATH").unwrap();
        let path = format!("{}:{path}", folder.join("bin").display());
        let output = step(
            "Pack, and publish what the small package depends on first",
            &folder,
            &[("TAG", "v1.2.3"), ("PATH", &path)],
        );
        let text = String::from_utf8(output.stdout).unwrap();
        let published: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("packed/"))
            .collect();
        assert_eq!(published.len(), 2, "{text}");
        assert!(published[0].ends_with("-1.2.3.tgz"), "{text}");
        assert_eq!(published[1], "coderlint-1.2.3.tgz", "{text}");
    }
}

/// The targets that are released are those that the packages know.
#[test]
fn every_target_of_the_release_is_packed() {
    let release = super::release();
    let pack = std::fs::read_to_string(repository().join(".github/packages/npm/pack")).unwrap();
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
