//! The command line: what it accepts, and what it does with it.

mod args;
mod explain;
mod page;
mod progress;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::baseline::{self, Baseline};
use crate::changed;
use crate::config::{Configs, unknown_rule};
use crate::diagnostic::{ModuleReport, RunError};
use crate::discover::{self, ModulePath, discover};
use crate::fix::{self, ChangedFile};
use crate::lint::{Run, lint, local_calls, without_excluded};
use crate::report::{Format, Report, harmless_lines, harmless_text, merge};
use crate::rules;
use crate::shard::Shard;
use crate::source::{Overlay, display_name};

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
    ExitCode::from(run_with(std::env::args_os()))
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
    if args.rules {
        return print(&explain::list(args.format));
    }
    if let Some(id) = &args.explain {
        return match rules::find(id) {
            Some(entry) => {
                let color = use_color(args.color, Format::Human);
                print(&explain::page(entry, color))
            }
            None => fail(&unknown_rule("--explain", id)),
        };
    }
    if let Err(message) = args.overrides().check() {
        return fail(&message);
    }
    let working_directory = match std::env::current_dir() {
        Ok(path) => path,
        Err(error) => return fail(&format!("the working directory can't be read: {error}")),
    };
    let configs = Configs::new(args.lookup(), args.overrides(), &working_directory);
    let run = Run {
        configs: &configs,
        working_directory: &working_directory,
        heed_ignores: !args.no_ignores,
        overlay: &Overlay::default(),
        baseline: None,
        reported: None,
    };
    match &args.print_config {
        Some(path) => print_config(path, run),
        None if !args.merge.is_empty() => {
            let (report, errors) = merge(&args.merge, &working_directory);
            write_report(&args, run, &report, &errors)
        }
        None => check(&args, run),
    }
}

/// Shows what applies to a file or folder.
fn print_config(path: &Path, run: Run<'_>) -> Exit {
    let name = display_name(path, run.working_directory);
    if let Err(error) = std::fs::metadata(path) {
        return fail(&format!("{name}: {}", discover::describe(&error)));
    }
    let folder = match path.parent() {
        Some(parent) if !path.is_dir() => parent,
        _ => path,
    };
    let configured = run.configs.of(folder);
    let is_excluded = run.excludes(&configured.settings, path);
    let text = configured.print(
        &harmless_text(&name).replace(['\n', '\t'], "?"),
        is_excluded,
    );
    let printed = print(&harmless_lines(&harmless_text(&text)));
    match tell(&run.configs.errors()) {
        Exit::Clean => printed,
        failed => failed,
    }
}

/// Lints what was asked for, and reports.
fn check(args: &Args, run: Run<'_>) -> Exit {
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get());
        // It can only fail if a pool is there already, which is as good.
        let _ = pool.build_global();
    }
    let paths = if args.paths.is_empty() {
        vec![PathBuf::from(".")]
    } else {
        args.paths.clone()
    };
    let found = discover(&paths, run.working_directory);
    if found.modules.is_empty() && found.errors.is_empty() {
        say("warning", "no `.tf` files were found here");
    }
    let modules = without_excluded(found.modules, run);
    let baseline = match args
        .baseline
        .as_ref()
        .map(|path| known(path, run))
        .transpose()
    {
        Ok(baseline) => baseline,
        Err(message) => return fail(&message),
    };
    let reported = match reported(args, &modules, run) {
        Ok(reported) => reported,
        Err(message) => return fail(&message),
    };
    let run = Run {
        baseline: baseline.as_ref(),
        reported: reported.as_ref(),
        ..run
    };
    let mut errors = found.errors;
    let mut gone = 0;
    if args.diff || args.fix {
        let fixes = fix::fix(&modules, run, args.applicability());
        errors.extend(fixes.errors);
        if args.diff {
            errors.splice(0..0, run.configs.errors());
            return show_diff(&modules, run, &fixes.files, &errors);
        }
        let unwritten = fix::write(&fixes.files);
        // Who could not be written is as it was.
        gone = if unwritten.is_empty() {
            fixes.findings
        } else {
            0
        };
        errors.extend(unwritten);
    }
    // No shard has a module that is gone; the first one tells of it.
    let counts_gone = args.shard.is_none_or(Shard::is_first);
    let progress = Progress::new(modules.len());
    let modules = lint(&modules, run, &|| progress.advance());
    progress.finish();
    let mut report = Report {
        modules,
        fixed: gone,
        gone: if counts_gone {
            run.baseline.map_or(0, Baseline::gone)
        } else {
            0
        },
        merged: None,
    };
    if let Some(path) = &args.write_baseline {
        match baseline::write(path, &report, run.working_directory) {
            Ok(_) => report.hide_all(),
            Err(error) => {
                let name = display_name(path, run.working_directory);
                return fail(&format!(
                    "{name}: the baseline can't be written: {}",
                    discover::describe(&error)
                ));
            }
        }
    }
    errors.splice(0..0, run.configs.errors());
    errors.extend(
        report
            .modules
            .iter()
            .flat_map(|module| module.errors.clone()),
    );
    write_report(args, run, &report, &errors)
}

/// Tells errors, and writes the report to where it is wanted.
fn write_report(args: &Args, run: Run<'_>, report: &Report, errors: &[RunError]) -> Exit {
    let mut exit = match tell(errors) {
        Exit::Clean if report.summary().errors > 0 => Exit::Findings,
        exit => exit,
    };
    for (format, path) in &args.output {
        if let Err(error) = std::fs::write(path, report.render(*format, false)) {
            let name = display_name(path, run.working_directory);
            exit = fail(&format!(
                "{name}: the report can't be written: {}",
                discover::describe(&error)
            ));
        }
    }
    let text = if args.statistics {
        report.statistics(args.format)
    } else {
        report.render(args.format, use_color(args.color, args.format))
    };
    match print(&text) {
        Exit::Clean => exit,
        failed => failed,
    }
}

fn known(path: &Path, run: Run<'_>) -> Result<Baseline, String> {
    let baseline = Baseline::read(path, run.working_directory);
    baseline.map_err(|message| format!("{}: {message}", display_name(path, run.working_directory)))
}

/// The modules that are reported, if not all are.
fn reported(
    args: &Args,
    modules: &[ModulePath],
    run: Run<'_>,
) -> Result<Option<BTreeSet<usize>>, String> {
    let mut reported = args.shard.map(|shard| shard.of(modules));
    if let Some(revision) = &args.changed_since {
        let paths = changed::paths_since(revision, run.working_directory)?;
        let calls = local_calls(modules, run);
        let changed = changed::modules(modules, &calls, &paths, run.working_directory);
        reported = Some(match reported {
            Some(own) => own.intersection(&changed).copied().collect(),
            None => changed,
        });
    }
    Ok(reported)
}

/// Shows what fixes would change.
fn show_diff(
    modules: &[ModulePath],
    run: Run<'_>,
    files: &[ChangedFile],
    errors: &[RunError],
) -> Exit {
    let reports = lint(modules, run, &|| {});
    let mut all_errors = errors.to_vec();
    all_errors.extend(reports.iter().flat_map(|module| module.errors.clone()));
    let secrets: Vec<String> = reports
        .iter()
        .flat_map(ModuleReport::secret_texts)
        .collect();
    let told = tell(&all_errors);
    let text = fix::diff(files, &secrets);
    match (print(&text), told) {
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
            discover::describe(&error)
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
    let message = harmless_text(message).replace('\n', "?");
    let line = harmless_lines(&format!("coderlint: {severity}: {message}\n"));
    // There is nobody left to tell.
    let _ = io::stderr().write_all(line.as_bytes());
}
