//! A progress line for runs that take longer than a second, on a terminal.

use std::io::IsTerminal as _;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const PATIENCE: Duration = Duration::from_secs(1);

/// Shows how many modules are done, once the run has taken a second.
pub(super) struct Progress {
    started: Instant,
    is_terminal: bool,
    total: usize,
    state: Mutex<State>,
}

struct State {
    done: usize,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new(total: usize) -> Self {
        Self {
            started: Instant::now(),
            is_terminal: std::io::stderr().is_terminal(),
            total,
            state: Mutex::new(State { done: 0, bar: None }),
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
        let done = state.done as u64;
        match &state.bar {
            Some(bar) => bar.set_position(done),
            None if self.started.elapsed() >= PATIENCE => {
                let bar = ProgressBar::with_draw_target(
                    Some(self.total as u64),
                    ProgressDrawTarget::stderr(),
                );
                if let Ok(style) = ProgressStyle::with_template("linting {pos}/{len} modules") {
                    bar.set_style(style);
                }
                bar.set_position(done);
                state.bar = Some(bar);
            }
            None => {}
        }
    }

    /// Takes the line away, so that it never stands in the report.
    pub(super) fn finish(&self) {
        if let Ok(state) = self.state.lock()
            && let Some(bar) = &state.bar
        {
            bar.finish_and_clear();
        }
    }
}
