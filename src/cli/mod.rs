//! The command line: what it accepts, and what it does with it.

mod args;
mod explain;
mod progress;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::diagnostic::{Level, RunError};
use crate::discover::{self, discover};
use crate::lint::{Selection, lint};
use crate::report::{Format, Report, harmless_lines, harmless_text};
use crate::rules::{self, RULES};

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
            Some(entry) => print(&explain::page(entry)),
            None => fail(&unknown_rule("--explain", id)),
        };
    }
    match selection(&args) {
        Ok(selection) => check(&args, &selection),
        Err(message) => fail(&message),
    }
}

/// Lints what was asked for, and reports.
fn check(args: &Args, selection: &Selection) -> Exit {
    let working_directory = match std::env::current_dir() {
        Ok(path) => path,
        Err(error) => return fail(&format!("the working directory can't be read: {error}")),
    };
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
    let found = discover(&paths, &working_directory);
    if found.modules.is_empty() && found.errors.is_empty() {
        say("warning", "no `.tf` files were found here");
    }
    let progress = Progress::new(found.modules.len());
    let modules = lint(&found.modules, selection, &working_directory, &|| {
        progress.advance();
    });
    progress.finish();
    let report = Report { modules };
    let errors: Vec<&RunError> = found
        .errors
        .iter()
        .chain(report.modules.iter().flat_map(|module| &module.errors))
        .collect();
    for error in &errors {
        let path = if error.path.is_empty() {
            "."
        } else {
            &error.path
        };
        complain(&format!("{path}: {}", error.message));
    }
    let exit = if !errors.is_empty() {
        Exit::Failed
    } else if report.summary().errors > 0 {
        Exit::Findings
    } else {
        Exit::Clean
    };
    let color = use_color(args.color, args.format);
    match print(&report.render(args.format, color)) {
        Exit::Clean => exit,
        failed => failed,
    }
}

/// The rules to run: their own levels, then `--only`, then `-D`, `-W` and `-A`
/// in the order given.
fn selection(args: &Args) -> Result<Selection, String> {
    let mut selection = Selection::new(RULES);
    if !args.only.is_empty() {
        if let Some(id) = args.only.iter().find(|id| rules::find(id).is_none()) {
            return Err(unknown_rule("--only", id));
        }
        selection.only(&args.only);
    }
    for (level, id) in args.levels() {
        if id == "warnings" {
            selection.replace(Level::Warn, level);
        } else if !selection.set(id, level) {
            return Err(unknown_rule(&format!("--{}", level.name()), id));
        }
    }
    Ok(selection)
}

fn unknown_rule(option: &str, id: &str) -> String {
    let near = RULES
        .iter()
        .map(|entry| (strsim::jaro_winkler(entry.id, id), entry.id))
        .filter(|(similarity, _)| *similarity > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    let hint = match near {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => "`coderlint --rules` lists them".to_owned(),
    };
    format!("there is no rule `{id}` (for `{option}`); {hint}")
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
