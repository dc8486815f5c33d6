//! `--watch`: lints, and lints again what changes on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::event::{ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::args::Args;
use super::terminal::{Out, fail, print, say, tell};
use super::{Exit, lint_once, paths};
use crate::config::FILE_NAME;
use crate::discover::{ModuleId, README, is_linted};
use crate::error::RunError;
use crate::files::real;
use crate::policy::is_policy;
use crate::workspace::Workspace;

/// A burst of changes takes longer than that between two of them seldom.
const BURST: Duration = Duration::from_millis(10);

/// Clears the screen and what was scrolled off it.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// What the operating system tells.
type Events = Receiver<notify::Result<Event>>;

/// Lints until it is stopped, or nobody reads any more. The problem matcher in
/// `.github/vscode-tasks.json` knows the lines around a run.
pub(super) fn run(args: &Args, workspace: &mut Workspace) -> Exit {
    let roots = roots(&paths::wanted(args));
    // Before the first look, so that nothing is missed in between.
    let (watcher, events) = match watch(&roots) {
        Ok(watched) => watched,
        Err(error) => return cannot_watch(&error),
    };
    let mut errors = match paths::add(args, workspace) {
        Ok(errors) => errors,
        Err(errors) => return tell(&errors),
    };
    let mut out = Out::new(args);
    loop {
        if out.is_terminal() {
            print(CLEAR);
        }
        say("note", "linting");
        lint_once(args, workspace, None, errors, &mut out);
        if out.is_closed {
            drop(watcher);
            return Exit::Clean;
        }
        say("note", "watching for changes");
        errors = loop {
            match next(&events, &roots) {
                Ok(changed) => {
                    if let Some(errors) = update(args, workspace, &changed) {
                        break errors;
                    }
                }
                Err(error) => return cannot_watch(&error),
            }
        };
    }
}

fn cannot_watch(error: &notify::Error) -> Exit {
    fail(&format!("the files can't be watched: {error}"))
}

/// The real folders that are watched, and whether what is below them is too.
fn roots(paths: &[PathBuf]) -> BTreeMap<PathBuf, RecursiveMode> {
    let mut roots = BTreeMap::new();
    for path in paths.iter().filter(|path| path.exists()) {
        let real = real(path);
        if real.is_dir() {
            roots.insert(real, RecursiveMode::Recursive);
        } else if let Some(folder) = real.parent() {
            let mode = roots.entry(folder.to_owned());
            mode.or_insert(RecursiveMode::NonRecursive);
        }
    }
    roots
}

fn watch(roots: &BTreeMap<PathBuf, RecursiveMode>) -> notify::Result<(RecommendedWatcher, Events)> {
    let (sender, events) = channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
        // Linting reads files, too.
        let is_access = matches!(&event, Ok(event) if event.kind.is_access());
        if !is_access {
            // Whoever listens does so to the end.
            let _ = sender.send(event);
        }
    })?;
    for (root, mode) in roots {
        watcher.watch(root, *mode)?;
    }
    Ok((watcher, events))
}

/// Waits for the next burst of changes; the answer is the paths that matter.
fn next(
    events: &Events,
    roots: &BTreeMap<PathBuf, RecursiveMode>,
) -> notify::Result<BTreeSet<PathBuf>> {
    loop {
        let gone = |_| notify::Error::generic("the watcher has stopped");
        let first = events.recv().map_err(gone)?;
        std::thread::sleep(BURST);
        let mut changed = BTreeSet::new();
        for event in std::iter::once(first).chain(events.try_iter()) {
            let event = event?;
            if event.need_rescan() {
                changed.extend(roots.keys().cloned());
            }
            let of_event = event.paths.iter();
            let matter = of_event.filter(|path| matters(event.kind, path, roots));
            changed.extend(matter.cloned());
        }
        if !changed.is_empty() {
            return Ok(changed);
        }
    }
}

/// Whether a change may be one of what is linted, or of how.
fn matters(kind: EventKind, path: &Path, roots: &BTreeMap<PathBuf, RecursiveMode>) -> bool {
    let below = roots.keys().find_map(|root| path.strip_prefix(root).ok());
    let Some(below) = below else { return false };
    let is_hidden = |path: &Path| path.as_os_str().as_encoded_bytes().starts_with(b".");
    let folder = below.parent().unwrap_or(Path::new(""));
    if folder.iter().any(|part| is_hidden(Path::new(part))) {
        return false;
    }
    let name = below.file_name().map_or(below, Path::new);
    let is_config =
        name == Path::new(FILE_NAME) || name == Path::new(".gitignore") || is_policy(path);
    if is_config || is_linted(path) || is_json(path) {
        return true;
    }
    let may_be_folder = match kind {
        EventKind::Create(_) => path.is_dir(),
        EventKind::Remove(kind) => kind != RemoveKind::File,
        EventKind::Modify(ModifyKind::Name(_)) => path.is_dir() || !path.exists(),
        _ => false,
    };
    may_be_folder && !is_hidden(name)
}

/// Takes over what has changed; the answer is what could not be found, or `None`
/// where the change touches no module.
fn update(
    args: &Args,
    workspace: &mut Workspace,
    changed: &BTreeSet<PathBuf>,
) -> Option<Vec<RunError>> {
    let before = ids(workspace);
    let mut is_touched = false;
    let is_config =
        |path: &&PathBuf| path.file_name().is_some_and(|name| name == FILE_NAME) || is_policy(path);
    for path in changed.iter().filter(is_config) {
        for module in workspace.refresh(path) {
            // It may be excluded now: what is not is added below.
            workspace.remove(&module);
            is_touched = true;
        }
    }
    let found = paths::search(args, workspace);
    let there: BTreeSet<ModuleId> = found.modules.iter().map(|m| m.id.clone()).collect();
    workspace.add(found.modules);
    let wanted: BTreeSet<ModuleId> = ids(workspace).intersection(&there).cloned().collect();
    for path in changed.iter().filter(|path| !is_config(path)) {
        for file in files(workspace, path) {
            let touched = workspace.refresh(&file);
            is_touched |= !touched.is_disjoint(&wanted);
        }
    }
    for module in ids(workspace).difference(&wanted) {
        workspace.remove(module);
    }
    (is_touched || ids(workspace) != before).then_some(found.errors)
}

/// What to look at again: a file, or one of each module in a folder, for a module's
/// files are looked at together.
fn files(workspace: &Workspace, path: &Path) -> Vec<PathBuf> {
    if is_linted(path) && !path.is_dir() {
        return vec![path.to_owned()];
    }
    if is_json(path) {
        return vec![path.with_file_name(README)];
    }
    let modules = workspace.modules().into_iter();
    let below = modules.filter(|module| module.id.folder().starts_with(path));
    below
        .map(|module| module.id.folder().join(README))
        .collect()
}

fn is_json(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".tf.json")
}

fn ids(workspace: &Workspace) -> BTreeSet<ModuleId> {
    let modules = workspace.modules().into_iter();
    modules.map(|module| module.id.clone()).collect()
}
