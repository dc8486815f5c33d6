//! The command line: what it accepts, and what it does with it.

mod args;
mod explain;
mod fixing;
mod page;
mod paths;
mod progress;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::panic::PanicHookInfo;
use std::path::Path;
use std::process::ExitCode;

use crate::baseline::{self, Baseline};
use crate::changed;
use crate::config::{Configs, unknown_rule};
use crate::discover::ModuleId;
use crate::error::{RunError, describe};
use crate::files::{Files, display_name};
use crate::fix;
use crate::ignores;
use crate::lint::{Filter, lint, reports};
use crate::printable;
use crate::report::{Format, Report, merge};
use crate::rule;
use crate::rules;
use crate::shard::Shard;
use crate::workspace::{Keep, Workspace, start_threads};

use args::{Args, Color};
use progress::Progress;

/// How a run ends: tflint's codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at deny level.
    Clean,
    /// The run itself failed: wrong usage, a path that can't be read.
    Failed,
    /// Findings at deny level.
    Findings,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Clean => 0,
            Exit::Failed => 1,
            Exit::Findings => 2,
        })
    }
}

/// Runs coderlint with the arguments of the process.
pub fn run() -> ExitCode {
    std::panic::set_hook(Box::new(tell_panic));
    let exit = std::panic::catch_unwind(|| run_with(std::env::args_os()));
    ExitCode::from(exit.unwrap_or(Exit::Failed))
}

/// Like the usual message, which doesn't care what a text from a linted file does
/// to a terminal.
fn tell_panic(panic: &PanicHookInfo<'_>) {
    complain(&panic.to_string().replacen(":\n", ": ", 1));
}

fn run_with(arguments: impl Iterator<Item = OsString>) -> Exit {
    let args = match Args::parse_all(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are no errors, and go to standard output.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Failed
            } else {
                Exit::Clean
            };
        }
    };
    if let Some(exit) = print_instead(&args) {
        return exit;
    }
    if let Err(message) = args.overrides().check(rules::infos()) {
        return fail(&message);
    }
    let working_directory = match std::env::current_dir() {
        Ok(path) => path,
        Err(error) => {
            let error = describe(&error);
            return fail(&format!("the working directory can't be read: {error}"));
        }
    };
    let configs = Configs::new(
        rules::infos(),
        args.lookup(),
        args.overrides(),
        &working_directory,
    );
    let keep = if args.fix || args.diff {
        Keep::Texts
    } else if args.shows_edits() {
        Keep::Findings
    } else {
        Keep::Titles
    };
    let mut workspace = Workspace::new(Files::default(), configs, &working_directory, keep);
    match &args.print_config {
        Some(path) => print_config(path, &workspace),
        None if !args.merge.is_empty() => {
            let (report, errors) = merge(&args.merge, &working_directory);
            write_report(&args, &working_directory, &report, &errors)
        }
        None => check(&args, &mut workspace),
    }
}

/// What some flags print instead of linting.
fn print_instead(args: &Args) -> Option<Exit> {
    if let Some(shell) = args.completions {
        return Some(print(&args::completions(shell)));
    }
    if args.rules {
        return Some(print(&explain::list(args.format)));
    }
    if let Some(id) = &args.explain {
        return Some(match rule::find(rules::infos(), id) {
            Some(rule) => {
                let color = use_color(args.color, Format::Human);
                print(&explain::page(rule, color))
            }
            None => fail(&unknown_rule(rules::infos(), "--explain", id)),
        });
    }
    None
}

/// Shows what applies to a file or folder.
fn print_config(path: &Path, workspace: &Workspace) -> Exit {
    let name = display_name(path, workspace.working_directory());
    if let Err(error) = workspace.files().kind(path) {
        return fail(&format!("{name}: {}", describe(&error)));
    }
    let folder = match path.parent() {
        Some(parent) if !path.is_dir() => parent,
        _ => path,
    };
    let configured = workspace.configs().of(workspace.files(), folder);
    let is_excluded = workspace.excludes(&configured.settings, path);
    let text = configured.print(
        &printable::text(&name).replace(['\n', '\t'], "?"),
        is_excluded,
    );
    let printed = print(&printable::lines(&printable::text(&text)));
    match tell(&config_errors(workspace)) {
        Exit::Clean => printed,
        failed => failed,
    }
}

fn config_errors(workspace: &Workspace) -> Vec<RunError> {
    let errors = workspace.configs().errors();
    errors.iter().map(RunError::from).collect()
}

/// Lints what was asked for, and reports.
fn check(args: &Args, workspace: &mut Workspace) -> Exit {
    if args.threads.is_some() {
        start_threads(args.threads);
    }
    let mut errors = match paths::add(args, workspace) {
        Ok(errors) => errors,
        Err(errors) => return tell(&errors),
    };
    let narrowed =
        known(args, workspace).and_then(|baseline| Ok((baseline, wanted(args, workspace)?)));
    let (baseline, wanted) = match narrowed {
        Ok(narrowed) => narrowed,
        Err(message) => return fail(&message),
    };
    let filter = Filter {
        ignores: !args.no_ignores,
        today: ignores::today(),
        baseline: baseline.as_ref(),
        modules: wanted.as_ref(),
    };
    let progress = Progress::new(workspace.modules().len());
    let mut modules = lint(workspace, filter, &|| progress.advance());
    progress.finish();
    if let Some(refused) = refuse_to_write(args, workspace) {
        return refused;
    }
    let mut fixed = 0;
    if args.diff || args.fix {
        let result = fixing::apply(args, workspace, filter, &modules);
        errors.extend(result.errors);
        if args.diff {
            errors.extend(modules.iter().flat_map(|module| module.errors.clone()));
            errors.splice(0..0, config_errors(workspace));
            let diff = fix::diff(&result.files, &result.secrets);
            return show_diff(args, &diff, &errors);
        }
        errors.extend(fixing::write(workspace, filter, &result.files));
        let left = reports(workspace, filter);
        fixed = fixing::tell(workspace, &result.files, &modules, &left);
        modules = left;
    }
    // No shard has a module that no longer exists; the first one tells of it.
    let counts_missing = args.shard.is_none_or(Shard::is_first);
    let missing = filter.baseline.filter(|_| counts_missing);
    let mut report = Report {
        modules,
        fixed,
        missing: missing.map_or(0, Baseline::in_missing_modules),
        merged: None,
    };
    let working_directory = workspace.working_directory();
    if let Err(message) = write_baseline(args, &mut report, working_directory) {
        return fail(&message);
    }
    errors.splice(0..0, config_errors(workspace));
    let of_modules = report.modules.iter();
    errors.extend(of_modules.flat_map(|module| module.errors.clone()));
    write_report(args, working_directory, &report, &errors)
}

/// With a broken configuration nobody knows what was to be left alone.
fn refuse_to_write(args: &Args, workspace: &Workspace) -> Option<Exit> {
    let broken = config_errors(workspace);
    if broken.is_empty() || !(args.fix || args.write_baseline.is_some()) {
        return None;
    }
    tell(&broken);
    Some(fail(
        "nothing was written because a configuration has errors",
    ))
}

/// The baseline whose findings are not reported.
fn known(args: &Args, workspace: &Workspace) -> Result<Option<Baseline>, String> {
    let Some(path) = &args.baseline else {
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

/// The modules that are reported, if not all are.
fn wanted(args: &Args, workspace: &mut Workspace) -> Result<Option<BTreeSet<ModuleId>>, String> {
    let mut wanted = args.shard.map(|shard| shard.of(&workspace.modules()));
    if let Some(revision) = &args.changed_since {
        let paths = changed::paths_since(revision, workspace.working_directory())?;
        let folders = changed::folders(&workspace.modules(), &paths);
        let changed = workspace.with_callers(folders);
        wanted = Some(match wanted {
            Some(own) => own.intersection(&changed).cloned().collect(),
            None => changed,
        });
    }
    Ok(wanted)
}

/// Writes the findings to a baseline where that is wanted, and hides them.
fn write_baseline(
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

/// Tells errors, and writes the report to where it is wanted.
fn write_report(
    args: &Args,
    working_directory: &Path,
    report: &Report,
    errors: &[RunError],
) -> Exit {
    let mut exit = match tell(errors) {
        Exit::Clean if report.summary().errors > 0 && !args.exit_zero => Exit::Findings,
        exit => exit,
    };
    for (format, path) in &args.output {
        if path.as_os_str() == "-" {
            print(&report.render(*format, false));
        } else if let Err(error) = std::fs::write(path, report.render(*format, false)) {
            let name = display_name(path, working_directory);
            exit = fail(&format!(
                "{name}: the report can't be written: {}",
                describe(&error)
            ));
        }
    }
    let text = if args.quiet {
        report.closing_line_if_found().unwrap_or_default()
    } else if args.statistics {
        report.statistics(args.format)
    } else {
        report.render(args.format, use_color(args.color, args.format))
    };
    let printed = print(&text);
    if let Some(line) = report
        .closing_line(args.format)
        .filter(|_| !args.statistics)
    {
        let _ = io::stderr().write_all(line.as_bytes());
    }
    match printed {
        Exit::Clean => exit,
        failed => failed,
    }
}

/// Shows what fixes would change.
fn show_diff(args: &Args, text: &str, errors: &[RunError]) -> Exit {
    let told = tell(errors);
    let printed = if use_color(args.color, Format::Human) {
        print(&fixing::colored(text))
    } else {
        print(text)
    };
    match (printed, told) {
        (Exit::Clean, Exit::Clean) if !text.is_empty() => Exit::Findings,
        (Exit::Clean, told) => told,
        (failed, _) => failed,
    }
}

/// Tells errors of the run.
fn tell(errors: &[RunError]) -> Exit {
    let mut exit = Exit::Clean;
    for error in errors {
        let path = if error.path.is_empty() {
            "."
        } else {
            &error.path
        };
        exit = fail(&format!("{path}: {}", error.message));
    }
    exit
}

fn use_color(color: Color, format: Format) -> bool {
    match color {
        _ if format != Format::Human => false,
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            io::stdout().is_terminal()
                && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
                && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    }
}

/// Writes to standard output. Whoever closes the pipe has read enough.
fn print(text: &str) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Exit::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(error) => fail(&format!(
            "the report can't be written: {}",
            describe(&error)
        )),
    }
}

fn fail(message: &str) -> Exit {
    complain(message);
    Exit::Failed
}

/// Writes an error of the run to standard error.
fn complain(message: &str) {
    say("error", message);
}

fn say(severity: &str, message: &str) {
    let message = printable::text(message).replace('\n', "?");
    let line = printable::lines(&format!("coderlint: {severity}: {message}\n"));
    // There is nobody left to tell.
    let _ = io::stderr().write_all(line.as_bytes());
}
