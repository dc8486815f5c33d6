//! The command line: what it accepts, and what it does with it.

mod args;
mod baselines;
mod explain;
mod fixing;
mod output;
mod page;
mod paths;
mod policies;
mod progress;
mod show;
mod stdin;
mod terminal;
mod watch;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::BufReader;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::baseline::Baseline;
use crate::changed;
use crate::config::{Configs, unknown_rule};
use crate::diagnostic::ModuleReport;
use crate::discover::ModuleId;
use crate::error::{RunError, describe};
use crate::files::Files;
use crate::fix;
use crate::ignores;
use crate::lint::{Filter, lint, reports};
use crate::lsp;
use crate::report::{Format, Report, merge};
use crate::rule::{self, RuleInfo};
use crate::rules;
use crate::shard::Shard;
use crate::workspace::{Keep, Workspace, start_threads};

use args::Args;
use output::{show_diff, write_report};
use progress::Progress;
use stdin::Stdin;
use terminal::{Out, complain, fail, print, tell};

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
    let working_directory = match std::env::current_dir() {
        Ok(path) => path,
        Err(error) => {
            let error = describe(&error);
            return fail(&format!("the working directory can't be read: {error}"));
        }
    };
    if args.threads.is_some() {
        start_threads(args.threads);
    }
    if args.lsp {
        return serve(&args, working_directory);
    }
    run_in(&args, &working_directory)
}

/// Does what is asked for in a folder.
fn run_in(args: &Args, working_directory: &Path) -> Exit {
    let stdin = args.stdin_filename.as_ref();
    let stdin = match stdin.map(|file| Stdin::read(file, working_directory)) {
        Some(Err(message)) => return fail(&message),
        read => read.and_then(Result::ok),
    };
    let files = stdin.as_ref().map(Stdin::files).unwrap_or_default();
    let mut workspace = open(args, files, working_directory);
    let rules = known_rules(&workspace);
    if args.rules || args.explain.is_some() {
        return show_rules(args, &workspace, &rules);
    }
    if let Err(message) = args.overrides().check(&rules) {
        // With mistakes nobody knows which policies there are.
        return stop(&workspace).unwrap_or_else(|| fail(&message));
    }
    match &args.print_config {
        Some(path) => show::config(path, &workspace),
        None if args.init => show::init(args, working_directory),
        None if args.show_files => show::files(args, &mut workspace),
        None if args.facts => policies::facts(args, &mut workspace),
        None if args.test_policies => policies::test(args, &workspace),
        None if !args.merge.is_empty() => match merge(&args.merge, working_directory) {
            (Some(report), errors) => {
                let out = &mut Out::new(args);
                write_report(args, working_directory, &report, &errors, out)
            }
            (None, errors) => tell(&errors),
        },
        None if args.watch => watch::run(args, &mut workspace),
        None => check(args, &mut workspace, stdin.as_ref()),
    }
}

/// The workspace, without modules yet.
fn open(args: &Args, files: Files, working_directory: &Path) -> Workspace {
    let configs = Configs::new(
        rules::infos(),
        args.lookup(),
        args.overrides(),
        working_directory,
    );
    let keep = if args.fix || args.diff || args.add_ignores || args.watch {
        Keep::Texts
    } else if args.shows_edits() {
        Keep::Findings
    } else {
        Keep::Titles
    };
    Workspace::new(files, configs, working_directory, keep)
}

/// Serves an editor.
fn serve(args: &Args, working_directory: PathBuf) -> Exit {
    let options = lsp::Options {
        lookup: args.lookup(),
        overrides: args.overrides(),
        working_directory,
        logs: args.log,
    };
    let input = BufReader::new(std::io::stdin());
    if lsp::serve(input, std::io::stdout(), options) {
        Exit::Clean
    } else {
        Exit::Failed
    }
}

/// What some flags print instead of linting.
fn print_instead(args: &Args) -> Option<Exit> {
    if let Some(shell) = args.completions {
        return Some(print(&args::completions(shell)));
    }
    if args.man {
        return Some(print(&args::man()));
    }
    None
}

/// The rules that there are: ours, and the policies of the working directory's
/// configuration.
fn known_rules(workspace: &Workspace) -> Vec<&'static RuleInfo> {
    let here = workspace.working_directory();
    let configured = workspace.configs().of(workspace.files(), here);
    configured.selection.rules().map(|(info, _)| info).collect()
}

/// Shows which rules there are, or what one is about.
fn show_rules(args: &Args, workspace: &Workspace, rules: &[&'static RuleInfo]) -> Exit {
    let printed = match &args.explain {
        None => print(&explain::list(rules, args.format)),
        Some(id) => {
            let Some(rule) = rule::find(rules, id) else {
                let message = unknown_rule(rules, "--explain", id);
                return stop(workspace).unwrap_or_else(|| fail(&message));
            };
            let color = Out::STDOUT.use_color(args.color, Format::Human);
            print(&explain::page(rule, color))
        }
    };
    match tell(&config_errors(workspace)) {
        Exit::Clean => printed,
        failed => failed,
    }
}

/// Tells what is wrong with the policies, because of which nothing is linted.
fn stop(workspace: &Workspace) -> Option<Exit> {
    let errors = workspace.configs().errors();
    let stops = errors.iter().any(|error| error.stops);
    stops.then(|| tell(&config_errors(workspace)))
}

fn config_errors(workspace: &Workspace) -> Vec<RunError> {
    let errors = workspace.configs().errors();
    errors.iter().map(RunError::from).collect()
}

/// Lints what was asked for, and reports.
fn check(args: &Args, workspace: &mut Workspace, stdin: Option<&Stdin>) -> Exit {
    let found = match stdin {
        Some(stdin) => stdin.add(workspace),
        None => paths::add(args, workspace),
    };
    match found {
        Ok(errors) => lint_once(args, workspace, stdin, errors, &mut Out::new(args)),
        Err(errors) => tell(&errors),
    }
}

/// Lints what the workspace has, and reports it with these errors.
fn lint_once(
    args: &Args,
    workspace: &mut Workspace,
    stdin: Option<&Stdin>,
    mut errors: Vec<RunError>,
    out: &mut Out,
) -> Exit {
    if let Some(exit) = stop(workspace) {
        return exit;
    }
    let narrowed = baselines::known(args, workspace)
        .and_then(|baseline| Ok((baseline, wanted(args, workspace)?)));
    let (baseline, wanted) = match narrowed {
        Ok(narrowed) => narrowed,
        Err(message) => return fail(&message),
    };
    let filter = Filter {
        ignores: !args.no_ignores,
        today: ignores::today(),
        baseline: baseline.as_ref(),
        modules: wanted.as_ref(),
        only_fix: stdin.map(|stdin| stdin.real.as_path()),
    };
    let progress = Progress::new(workspace.modules().len());
    let mut modules = lint(workspace, filter, &|| progress.advance());
    progress.finish();
    let may_write = may_write(args, workspace);
    let mut files = Vec::new();
    if args.diff || (args.fix && may_write) {
        let result = fixing::apply(args, workspace, filter, &modules);
        errors.extend(result.errors);
        if args.diff {
            errors.extend(modules.iter().flat_map(|module| module.errors.clone()));
            errors.splice(0..0, config_errors(workspace));
            let diff = fix::diff(&result.files, &result.secrets);
            return show_diff(args, &diff, &errors);
        }
        files = result.files;
    }
    let mut fixed = 0;
    if args.fix {
        errors.extend(match stdin {
            Some(stdin) => stdin.give_back(&files),
            None => fixing::write(workspace, filter, &files),
        });
        let left = reports(workspace, filter);
        fixed = fixing::tell(workspace, &files, &modules, &left);
        modules = left;
    }
    if args.add_ignores && may_write {
        errors.extend(fixing::add_ignores(workspace, filter, &modules));
        modules = reports(workspace, filter);
    }
    let left = Left { modules, fixed };
    finish(args, workspace, filter, left, errors, out)
}

/// What is left once fixes were made, and how many findings they fixed.
struct Left {
    modules: Vec<ModuleReport>,
    fixed: usize,
}

/// Reports what is left, and brings baselines up to date.
fn finish(
    args: &Args,
    workspace: &Workspace,
    filter: Filter<'_>,
    Left { modules, fixed }: Left,
    mut errors: Vec<RunError>,
    out: &mut Out,
) -> Exit {
    // No shard has a module that no longer exists; the first one tells of it.
    let counts_missing = args.shard.is_none_or(Shard::is_first);
    let missing = filter.baseline.filter(|_| counts_missing);
    let mut report = Report {
        modules,
        fixed,
        missing: missing.map_or_else(Vec::new, Baseline::in_missing_modules),
        shard: args.shard,
        merged: None,
    };
    let working_directory = workspace.working_directory();
    let broken = config_errors(workspace);
    if broken.is_empty()
        && let Err(message) = baselines::write(args, &mut report, working_directory)
    {
        return fail(&message);
    }
    if let Some(baseline) = filter.baseline.filter(|_| broken.is_empty()) {
        errors.extend(baselines::prune(
            args,
            baseline,
            &mut report,
            working_directory,
        ));
    }
    errors.splice(0..0, broken);
    let of_modules = report.modules.iter();
    errors.extend(of_modules.flat_map(|module| module.errors.clone()));
    errors.extend(policies::troubles(&report.modules));
    write_report(args, working_directory, &report, &errors, out)
}

/// With a broken configuration nobody knows what was to be left alone.
fn may_write(args: &Args, workspace: &Workspace) -> bool {
    let writes = args.fix
        || args.add_ignores
        || args.write_baseline.is_some()
        || args.prune_baseline.is_some();
    let is_broken = !config_errors(workspace).is_empty();
    if is_broken && writes {
        complain("nothing was written because a configuration has errors");
    }
    !is_broken
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
