//! A progress line for runs that take longer than a second, on a terminal.

use std::io::{IsTerminal as _, Write as _, stderr};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// How long a run goes on without a line.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a line stays at least: a terminal is slow.
const PAUSE: Duration = Duration::from_millis(50);

/// Shows how many modules are done, once the run has taken a second.
pub(super) struct Progress {
    is_terminal: bool,
    total: usize,
    state: Mutex<State>,
}

struct State {
    done: usize,
    /// When the next line is due.
    due: Instant,
    /// How wide the line is that is there.
    width: usize,
}

impl Progress {
    pub(super) fn new(total: usize) -> Self {
        Self {
            is_terminal: stderr().is_terminal(),
            total,
            state: Mutex::new(State {
                done: 0,
                due: Instant::now() + PATIENCE,
                width: 0,
            }),
        }
    }

    /// One more module is done.
    pub(super) fn advance(&self) {
        if !self.is_terminal {
            return;
        }
        let Ok(mut state) = self.state.lock() else {
            return;
        };
        state.done += 1;
        let now = Instant::now();
        if now >= state.due {
            let line = format!("linting {}/{} modules", state.done, self.total);
            let _ = write!(stderr(), "\r{line}");
            state.due = now + PAUSE;
            state.width = line.len();
        }
    }

    /// Takes the line away, so that it never stands in the report.
    pub(super) fn finish(&self) {
        if let Ok(state) = self.state.lock()
            && state.width > 0
        {
            let _ = write!(stderr(), "\r{:1$}\r", "", state.width);
        }
    }
}
