//! The paths on the command line: which modules they stand for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::Args;
use super::terminal::say;
use crate::discover::{Discovery, discover};
use crate::error::RunError;
use crate::files::{display_name, real};
use crate::workspace::Workspace;

/// What people write who expect subcommands.
const COMMANDS: &[&str] = &[
    "check", "explain", "fix", "format", "init", "lint", "rules", "run",
];

/// Adds the modules that were asked for; the answer is what could not be found.
///
/// # Errors
///
/// The same where nothing is to be linted: no path is there, or the first one is
/// a word that other tools have for a subcommand.
pub(super) fn add(args: &Args, workspace: &mut Workspace) -> Result<Vec<RunError>, Vec<RunError>> {
    let paths = wanted(args);
    if let Some(command) = subcommand(&paths[0]) {
        let message = format!(
            "no such file or directory; coderlint has no subcommands: leave out `{command}`"
        );
        return Err(vec![RunError::new(command, message)]);
    }
    let found = search(args, workspace);
    if found.modules.is_empty() && found.errors.len() >= paths.len() {
        return Err(found.errors);
    }
    let none_found = found.modules.is_empty();
    // Two paths may share their modules.
    let folders: BTreeSet<&Path> = found.modules.iter().map(|m| m.id.folder()).collect();
    for path in paths.iter().filter(|path| path.is_dir()) {
        let top = real(path);
        let first = folders.range(top.as_path()..).next();
        if first.is_none_or(|first| !first.starts_with(&top)) {
            let name = display_name(path, workspace.working_directory());
            say(
                "warning",
                &format!(
                    "{name}: no `.tf` files; hidden folders and those that `.gitignore` names were skipped"
                ),
            );
        }
    }
    workspace.add(found.modules);
    if !none_found && workspace.modules().is_empty() {
        say("warning", "the configuration excludes every module");
    }
    Ok(found.errors)
}

/// The paths, which are the working directory where none are given.
pub(super) fn wanted(args: &Args) -> Vec<PathBuf> {
    match args.paths.as_slice() {
        [] => vec![PathBuf::from(".")],
        paths => paths.to_vec(),
    }
}

/// Looks for the modules that were asked for.
pub(super) fn search(args: &Args, workspace: &Workspace) -> Discovery {
    let mut found = discover(&wanted(args), workspace.working_directory());
    if args.force_exclude {
        for module in &mut found.modules {
            module.asked_for = None;
        }
    }
    found
}

fn subcommand(path: &Path) -> Option<&'static str> {
    let mut commands = COMMANDS.iter();
    let command = commands.find(|command| path.as_os_str() == **command)?;
    (!path.exists()).then_some(command)
}
