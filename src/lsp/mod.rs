//! The language server (LSP 3.17): a client of the workspace that lints what is
//! typed.
//!
//! One thread reads messages, another answers them: it takes all that is there,
//! lints the newest texts once, and then answers what was asked. A burst of
//! keystrokes is one lint, and no timer delays it.

mod actions;
mod client;
mod completion;
mod documents;
mod edits;
mod findings;
mod hover;
mod lifecycle;
mod notifications;
mod parent;
mod position;
mod progress;
mod requests;
mod server;
mod session;
#[cfg(test)]
mod tests;
mod transport;
mod uri;

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::sync::mpsc;

use crate::config::{Lookup, Overrides};

use server::Server;
use transport::{Incoming, Outgoing, read};

/// What a server is started with.
#[derive(Debug)]
pub struct Options {
    /// Where configurations come from.
    pub lookup: Lookup,
    /// What the command line says about rules.
    pub overrides: Overrides,
    /// Names are relative to it where no folder is open.
    pub working_directory: PathBuf,
    /// Whether to say on standard error what happens.
    pub logs: bool,
}

/// Serves an editor until it says `exit` or goes away; whether it ended as the
/// protocol wants it: `shutdown`, then `exit`.
pub fn serve(
    input: impl BufRead + Send + 'static,
    output: impl Write + Send + 'static,
    options: Options,
) -> bool {
    let (sender, receiver) = mpsc::channel();
    let logs = options.logs;
    let out = Outgoing::new(output, sender.clone());
    let editor = sender.clone();
    std::thread::spawn(move || {
        let mut input = input;
        loop {
            let message = match read(&mut input) {
                Ok(Some(message)) => message,
                Ok(None) => Incoming::End,
                Err(error) => {
                    // Nobody knows where the next message begins.
                    if logs {
                        log(&format!("the connection is broken: {error}"));
                    }
                    Incoming::End
                }
            };
            let is_end = matches!(message, Incoming::End);
            if sender.send(message).is_err() || is_end {
                return;
            }
        }
    });
    Server::new(out, editor, options).run(&receiver)
}

/// Says something on standard error.
fn log(message: &str) {
    let message = crate::printable::text(message).replace('\n', " ");
    // There is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "coderlint: {message}");
}
