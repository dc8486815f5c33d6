//! `--baseline`, `--write-baseline` and `--prune-baseline`.

use std::path::Path;

use super::args::Args;
use super::terminal::say;
use crate::baseline::{self, Baseline};
use crate::diagnostic::Identity;
use crate::discover::ModuleId;
use crate::error::{RunError, describe};
use crate::files::{display_name, real};
use crate::fix::{self, ChangedFile};
use crate::report::Report;
use crate::workspace::Workspace;

/// The baseline whose findings are not reported.
pub(super) fn known(args: &Args, workspace: &Workspace) -> Result<Option<Baseline>, String> {
    let Some(path) = args.baseline.as_ref().or(args.prune_baseline.as_ref()) else {
        return Ok(None);
    };
    match Baseline::read(path, workspace.working_directory()) {
        Ok(baseline) => Ok(Some(baseline)),
        Err(message) => {
            let name = display_name(path, workspace.working_directory());
            Err(format!("{name}: {message}"))
        }
    }
}

/// Writes the findings to a baseline where that is wanted, and hides them.
pub(super) fn write(
    args: &Args,
    report: &mut Report,
    working_directory: &Path,
) -> Result<(), String> {
    let Some(path) = &args.write_baseline else {
        return Ok(());
    };
    let findings = report.identified();
    let findings = findings.map(|(module, _, identity)| (module, identity));
    match baseline::write(path, findings, working_directory) {
        Ok(_) => {
            report.hide_all();
            Ok(())
        }
        Err(error) => {
            let name = display_name(path, working_directory);
            let error = describe(&error);
            Err(format!("{name}: the baseline can't be written: {error}"))
        }
    }
}

/// How many entries are named.
const MAX_NAMED: usize = 3;

/// Says which entries are no longer needed, or takes them out where that is
/// wanted; the answer is why that failed.
pub(super) fn prune(
    args: &Args,
    baseline: &Baseline,
    report: &mut Report,
    working_directory: &Path,
) -> Option<RunError> {
    let stale: Vec<&Identity> = report.stale().collect();
    if stale.is_empty() {
        return None;
    }
    let named: Vec<String> = stale
        .iter()
        .take(MAX_NAMED)
        .map(|entry| {
            let about = entry.subject.as_ref();
            let about = about.map_or_else(String::new, |subject| format!(" on `{subject}`"));
            format!("{}{about} in {}", entry.rule, entry.module)
        })
        .collect();
    let more = match stale.len() - named.len() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let named = format!("{}{more}", named.join(", "));
    let Some(path) = &args.prune_baseline else {
        say(
            "note",
            &format!("no longer needed in the baseline: {named}; remove with --prune-baseline"),
        );
        return None;
    };
    let name = display_name(path, working_directory);
    let new = match baseline.without(stale.into_iter()) {
        Ok(new) => new,
        Err(error) => return Some(RunError::new(name, describe(&error))),
    };
    let path = real(path);
    let file = ChangedFile {
        module: ModuleId::new(path.parent().unwrap_or(&path)),
        path,
        name: name.clone(),
        old: Some(baseline.text.clone()),
        new,
    };
    let error = fix::write(&[file]).pop();
    if error.is_none() {
        say("note", &format!("removed from {name}: {named}"));
        report.forget_stale();
    }
    error
}
