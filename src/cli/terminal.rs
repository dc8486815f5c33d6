//! Standard output and standard error.

use std::io::{self, IsTerminal as _, Write as _};

use super::Exit;
use super::args::Color;
use crate::error::{RunError, describe};
use crate::printable;
use crate::report::Format;

/// Tells errors of the run.
pub(super) fn tell(errors: &[RunError]) -> Exit {
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

pub(super) fn use_color(color: Color, format: Format) -> bool {
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
pub(super) fn print(text: &str) -> Exit {
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

pub(super) fn fail(message: &str) -> Exit {
    complain(message);
    Exit::Failed
}

/// Writes an error of the run to standard error.
pub(super) fn complain(message: &str) {
    say("error", message);
}

pub(super) fn say(severity: &str, message: &str) {
    let message = printable::text(message).replace('\n', "?");
    let line = printable::lines(&format!("coderlint: {severity}: {message}\n"));
    to_stderr(&line);
}

/// Writes what is no part of a report to standard error.
pub(super) fn to_stderr(text: &str) {
    // There is nobody left to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}
