//! The editor's process: a server must not outlive it.

use std::sync::mpsc::Sender;
use std::time::Duration;

use super::transport::Incoming;

/// How often it is looked at.
const PERIOD: Duration = Duration::from_secs(2);

/// Ends the server once a process is gone.
pub(super) fn watch(id: i32, server: Sender<Incoming>) {
    std::thread::spawn(move || {
        while is_alive(id) {
            std::thread::sleep(PERIOD);
        }
        // If nobody listens, it has ended.
        let _ = server.send(Incoming::End);
    });
}

/// Another user's process can't be signalled, but it is there.
#[cfg(unix)]
fn is_alive(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let id = u32::try_from(id).ok().and_then(|_| Pid::from_raw(id));
    id.is_none_or(|id| test_kill_process(id) != Err(Errno::SRCH))
}

/// There the end of the input has to do.
#[cfg(not(unix))]
fn is_alive(_id: i32) -> bool {
    true
}
