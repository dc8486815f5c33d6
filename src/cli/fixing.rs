//! `--fix`: applies fixes in memory, writes them, and says which files changed.

use std::collections::{BTreeMap, BTreeSet};

use super::args::Args;
use super::terminal::say;
use crate::diagnostic::ModuleReport;
use crate::error::RunError;
use crate::fix::{self, ChangedFile, Fixed};
use crate::lint::Filter;
use crate::workspace::Workspace;

/// How many READMEs are named.
const MAX_NAMED: usize = 3;

/// Applies fixes in memory, and adds tests for them where these are wanted.
pub(super) fn apply(
    args: &Args,
    workspace: &mut Workspace,
    filter: Filter<'_>,
    reports: &[ModuleReport],
) -> Fixed {
    let mut fixed = fix::fix(workspace, filter, reports, args.applicability());
    if args.write_tests {
        for message in fix::write_tests(workspace, &mut fixed.files) {
            say("warning", &message);
        }
    }
    fixed
}

/// Writes what fixes make of files; the answer is why that failed.
pub(super) fn write(
    workspace: &mut Workspace,
    filter: Filter<'_>,
    files: &[ChangedFile],
) -> Vec<RunError> {
    fix::remove_leftovers(workspace);
    let unwritten = fix::write(files);
    if !unwritten.is_empty() {
        // Who could not be written is as it was.
        fix::undo(workspace, files);
        workspace.lint(filter.modules, &|| {});
    }
    unwritten
}

/// Puts a comment before all that was found, and lints again; the answer is why
/// that failed.
pub(super) fn add_ignores(
    workspace: &mut Workspace,
    filter: Filter<'_>,
    reports: &[ModuleReport],
) -> Vec<RunError> {
    let files = fix::add_ignores(workspace, reports);
    workspace.lint(filter.modules, &|| {});
    let unwritten = write(workspace, filter, &files);
    let is_written = |file: &&ChangedFile| !unwritten.iter().any(|error| error.path == file.name);
    for file in files.iter().filter(is_written) {
        say("note", &format!("added ignore comments to {}", file.name));
    }
    unwritten
}

/// Tells which files were changed, and what is left to do by hand; the answer is
/// how many findings are gone.
pub(super) fn tell(
    workspace: &Workspace,
    files: &[ChangedFile],
    before: &[ModuleReport],
    left: &[ModuleReport],
) -> usize {
    let gone = fix::gone(before, left);
    let fixed = gone.values().flat_map(BTreeMap::values).sum();
    if fixed == 0 {
        return fixed;
    }
    for of_module in files.chunk_by(|a, b| a.module == b.module) {
        let module = workspace.module(&of_module[0].module);
        let rules = module.and_then(|module| gone.get(&module.name));
        let rules: Vec<String> = rules
            .into_iter()
            .flatten()
            .map(|(rule, count)| format!("{count} {rule}"))
            .collect();
        let names: BTreeSet<&str> = of_module.iter().map(|file| file.name.as_str()).collect();
        let names: Vec<&str> = names.into_iter().collect();
        let what = if rules.is_empty() {
            "changed".to_owned()
        } else {
            format!("fixed {} in", rules.join(", "))
        };
        say("note", &format!("{what} {}", names.join(", ")));
    }
    recall_versions(&fix::with_own_version(workspace, files));
    fixed
}

/// Says that versions in READMEs are left to whoever publishes the modules.
fn recall_versions(readmes: &[String]) {
    if readmes.is_empty() {
        return;
    }
    let named = &readmes[..readmes.len().min(MAX_NAMED)];
    let more = match readmes.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = "before you publish, raise the module's version in";
    say("note", &format!("{message} {}{more}", named.join(", ")));
}

/// A diff in the colors that people know from Git.
pub(super) fn colored(diff: &str) -> String {
    let lines = diff.split_inclusive('\n').map(|line| {
        let color = match line.as_bytes() {
            [b'-', b'-', b'-', ..] | [b'+', b'+', b'+', ..] => "1",
            [b'@', ..] => "36",
            [b'-', ..] => "31",
            [b'+', ..] => "32",
            _ => return line.to_owned(),
        };
        let content = line.trim_end_matches(['\r', '\n']);
        format!(
            "\u{1b}[{color}m{content}\u{1b}[0m{}",
            &line[content.len()..]
        )
    });
    lines.collect()
}
