//! Where a report goes, and how the run ends with it.

use std::path::Path;

use super::Exit;
use super::args::Args;
use super::fixing;
use super::terminal::{Out, fail, print, tell, to_stderr};
use crate::error::{RunError, describe};
use crate::files::display_name;
use crate::report::{Format, Report};

/// Tells errors, and writes the report to where it is wanted.
pub(super) fn write_report(
    args: &Args,
    working_directory: &Path,
    report: &Report,
    errors: &[RunError],
    out: &mut Out,
) -> Exit {
    let mut exit = match tell(errors) {
        Exit::Clean if report.summary().errors > 0 && !args.exit_zero => Exit::Findings,
        exit => exit,
    };
    for (format, path) in &args.output {
        if path.as_os_str() == "-" {
            out.put(&report.render(*format, false));
            to_stderr(&report.closing_line(*format).unwrap_or_default());
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
        report.render(args.format, out.use_color(args.color, args.format))
    };
    let printed = out.put(&text);
    if let Some(line) = report
        .closing_line(args.format)
        .filter(|_| !args.statistics && !args.quiet)
    {
        to_stderr(&line);
    }
    match printed {
        Exit::Clean => exit,
        failed => failed,
    }
}

/// Shows what fixes would change.
pub(super) fn show_diff(args: &Args, text: &str, errors: &[RunError]) -> Exit {
    let told = tell(errors);
    let printed = if Out::STDOUT.use_color(args.color, Format::Human) {
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
