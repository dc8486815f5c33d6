//! What there is for those who write policies: what policies see, their tests,
//! and those that could not decide.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::args::Args;
use super::terminal::{fail, print, say, tell};
use super::{Exit, config_errors, paths, stop};
use crate::diagnostic::{ModuleReport, PolicyTrouble};
use crate::discover::files_below;
use crate::error::RunError;
use crate::policy::test;
use crate::printable;
use crate::report::facts_of;
use crate::rules;
use crate::workspace::{Workspace, without_credentials};

/// Shows what policies see.
pub(super) fn facts(args: &Args, workspace: &mut Workspace) -> Exit {
    let mut errors = match paths::add(args, workspace) {
        Ok(errors) => errors,
        Err(errors) => return tell(&errors),
    };
    // What callers hand to a module is known once all are linted.
    workspace.lint(None, &|| {});
    let modules = workspace.modules().into_iter();
    let linted = modules.filter_map(|module| workspace.linted(&module.id));
    errors.extend(linted.flat_map(|linted| linted.report.errors));
    errors.extend(config_errors(workspace));
    let printed = print(&facts_of(workspace));
    match tell(&errors) {
        Exit::Clean => printed,
        failed => failed,
    }
}

/// Runs policy tests.
pub(super) fn test(args: &Args, workspace: &Workspace) -> Exit {
    if let Some(exit) = stop(workspace) {
        return exit;
    }
    let (found, mut errors) = files_below(
        &paths::wanted(args),
        workspace.working_directory(),
        &test::is_test,
    );
    let taken: Vec<&'static str> = rules::infos().iter().map(|info| info.id).collect();
    let tested = test::run(
        &found,
        workspace.files(),
        &taken,
        workspace.working_directory(),
    );
    errors.extend(tested.errors.iter().map(RunError::from));
    if tested.tried == 0 && errors.is_empty() {
        return fail(if found.is_empty() {
            "no policy tests found: they belong in files that end in `.policytest.hcl`"
        } else {
            "every policy test is skipped, so nothing was tested"
        });
    }
    let mut text = String::new();
    if tested.tried == 0 {
        return tell(&errors);
    }
    for failed in &tested.failed {
        text.push_str(failed);
        text.push('\n');
    }
    let plural = if tested.tried == 1 { "" } else { "s" };
    let count = tested.failed.len();
    let _ = write!(text, "{} test{plural}, {count} failed", tested.tried);
    if tested.undecided > 0 {
        let _ = write!(text, ", {} not decided", tested.undecided);
    }
    text.push('\n');
    let text = without_credentials(&text);
    let printed = print(&printable::lines(&printable::text(&text)));
    match tell(&errors) {
        Exit::Clean if !tested.failed.is_empty() => Exit::Findings,
        Exit::Clean => printed,
        failed => failed,
    }
}

/// Says which policies took too long, and gives the errors of those that are
/// wrong.
pub(super) fn troubles(modules: &[ModuleReport]) -> Vec<RunError> {
    let mut first: BTreeMap<(&str, &str, bool), (&PolicyTrouble, BTreeSet<_>)> = BTreeMap::new();
    let all = modules.iter().enumerate();
    for (module, trouble) in
        all.flat_map(|(at, module)| module.troubles.iter().map(move |it| (at, it)))
    {
        let key = (
            trouble.source.name.as_str(),
            trouble.policy,
            trouble.is_error,
        );
        let (_, blocks) = first.entry(key).or_insert((trouble, BTreeSet::new()));
        blocks.insert((module, trouble.address.as_str()));
    }
    let mut errors = Vec::new();
    for (trouble, blocks) in first.into_values() {
        let position = trouble.source.position(trouble.at.start);
        let place = format!(
            "{}:{}:{}",
            trouble.source.name, position.line, position.column
        );
        let more = match blocks.len() {
            1 => String::new(),
            2 => " (so it does for another block)".to_owned(),
            count => format!(" (so it does for {} other blocks)", count - 1),
        };
        let message = without_credentials(&format!("{}{more}", trouble.message));
        if trouble.is_error {
            errors.push(RunError::new(place, message));
        } else {
            say("warning", &format!("{place}: {message}"));
        }
    }
    errors
}
