//! The paths on the command line: which modules they stand for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::Args;
use super::terminal::say;
use crate::discover::discover;
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
    let here = [PathBuf::from(".")];
    let paths = match args.paths.as_slice() {
        [] => &here,
        paths => paths,
    };
    if let Some(command) = subcommand(&paths[0]) {
        let message = format!(
            "no such file or directory; coderlint has no subcommands: leave out `{command}`"
        );
        return Err(vec![RunError::new(command, message)]);
    }
    let mut found = discover(paths, workspace.working_directory());
    if args.force_exclude {
        for module in &mut found.modules {
            module.asked_for = None;
        }
    }
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

fn subcommand(path: &Path) -> Option<&'static str> {
    let mut commands = COMMANDS.iter();
    let command = commands.find(|command| path.as_os_str() == **command)?;
    (!path.exists()).then_some(command)
}
