//! Which modules have changed since a revision, by asking git.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::config;
use crate::discover::ModulePath;

/// The paths that differ from a revision in the working tree: changed, added,
/// removed, and those that git does not know yet. They are real paths.
///
/// # Errors
///
/// What to tell: there is no git, no repository, or no such revision.
pub fn paths_since(revision: &str, working_directory: &Path) -> Result<Vec<PathBuf>, String> {
    let git = |arguments: &[&str]| -> Result<Vec<u8>, String> {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(working_directory)
            .output()
            .map_err(|error| format!("git can't be run: {error}"))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let text = String::from_utf8_lossy(&output.stderr);
        Err(text.lines().next().unwrap_or("git failed").to_owned())
    };
    let root = git(&["rev-parse", "--show-toplevel"])
        .map_err(|error| format!("`--changed-since` needs a git repository: {error}"))?;
    let root = PathBuf::from(String::from_utf8_lossy(&root).trim_end());
    // What begins with a dash is a revision all the same, and none that exists.
    let commit = format!("{revision}^{{commit}}");
    let verify = [
        "rev-parse",
        "--verify",
        "--quiet",
        "--end-of-options",
        &commit,
    ];
    let Ok(commit) = git(&verify) else {
        let is_shallow = git(&["rev-parse", "--is-shallow-repository"])
            .is_ok_and(|answer| answer.starts_with(b"true"));
        let hint = if is_shallow {
            "; this is a shallow clone: fetch the revision first, with `git fetch --depth=1 origin REVISION` or `fetch-depth: 0`"
        } else {
            ""
        };
        return Err(format!("git has no revision `{revision}` here{hint}"));
    };
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let changed = git(&[
        "-C",
        &root.to_string_lossy(),
        "diff",
        "--name-only",
        "--no-renames",
        "-z",
        &commit,
        "--",
    ])?;
    let unknown = git(&[
        "-C",
        &root.to_string_lossy(),
        "ls-files",
        "--others",
        "--exclude-standard",
        "-z",
    ])?;
    let names = [changed, unknown].concat();
    let names = names
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty());
    Ok(names.map(|name| root.join(path(name))).collect())
}

#[cfg(unix)]
fn path(name: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}

/// The real folders of modules that changed paths belong to, and those of
/// modules that are gone.
pub fn folders(modules: &[&ModulePath], changed: &[PathBuf]) -> BTreeSet<PathBuf> {
    let folders: BTreeSet<&Path> = modules.iter().map(|module| module.id.folder()).collect();
    let below = |folder: &Path| {
        let folders = folders.iter().filter(|other| other.starts_with(folder));
        folders
            .map(|folder| folder.to_path_buf())
            .collect::<Vec<_>>()
    };
    let mut found: BTreeSet<PathBuf> = BTreeSet::new();
    for path in changed {
        let Some(folder) = path.parent() else {
            continue;
        };
        let name = path.file_name();
        if name.is_some_and(|name| name == config::FILE_NAME) {
            found.extend(below(folder));
        }
        // A submodule, or a repository that git does not look into.
        if path.is_dir() {
            found.extend(below(path));
        }
        // A script below a module belongs to the module.
        let module = folder.ancestors().find(|folder| folders.contains(folder));
        found.extend(module.map(Path::to_owned));
        // A module that is gone has callers, too.
        found.insert(folder.to_owned());
    }
    found
}
