//! Standard output and standard error.

use std::io::{self, IsTerminal as _, Write as _};

use super::Exit;
use super::args::{Args, Color};
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

/// Where the report goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Out {
    is_stderr: bool,
    /// Whether whoever read it has gone.
    pub(super) is_closed: bool,
}

impl Out {
    pub(super) const STDOUT: Self = Self {
        is_stderr: false,
        is_closed: false,
    };

    /// To standard output, unless a fixed text goes there.
    pub(super) fn new(args: &Args) -> Self {
        Self {
            is_stderr: args.fix && args.stdin_filename.is_some(),
            ..Self::STDOUT
        }
    }

    pub(super) fn put(&mut self, text: &str) -> Exit {
        if self.is_stderr {
            to_stderr(text);
            return Exit::Clean;
        }
        match write(text.as_bytes()) {
            Ok(()) => Exit::Clean,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Exit::Clean
            }
            Err(error) => fail(&format!(
                "the report can't be written: {}",
                describe(&error)
            )),
        }
    }

    /// Whether it goes to a terminal that knows more than lines.
    pub(super) fn is_terminal(self) -> bool {
        let is_terminal = if self.is_stderr {
            io::stderr().is_terminal()
        } else {
            io::stdout().is_terminal()
        };
        is_terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
    }

    pub(super) fn use_color(self, color: Color, format: Format) -> bool {
        match color {
            _ if format != Format::Human => false,
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                self.is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        }
    }
}

/// Writes to standard output. Whoever closes the pipe has read enough.
pub(super) fn print(text: &str) -> Exit {
    Out::STDOUT.clone().put(text)
}

pub(super) fn write(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
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

/// Writes to standard error what doesn't belong to the report.
pub(super) fn to_stderr(text: &str) {
    // There is nobody left to tell.
    let _ = io::stderr().write_all(text.as_bytes());
}
