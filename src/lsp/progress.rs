//! Progress of the first look at a large tree.

use std::sync::atomic::{AtomicUsize, Ordering};

use lsp_server::RequestId;
use serde_json::{Value, json};

use super::transport::Outgoing;

/// Fewer modules are linted before anybody could read it.
pub(super) const MIN_MODULES: usize = 200;

const TOKEN: &str = "coderlint-scan";

/// Asks whether progress may be shown.
pub(super) fn create(out: &Outgoing, id: RequestId) {
    out.request(
        id,
        "window/workDoneProgress/create",
        json!({ "token": TOKEN }),
    );
}

/// Progress that is shown.
pub(super) struct Progress<'o> {
    out: &'o Outgoing,
    total: usize,
    done: AtomicUsize,
}

impl<'o> Progress<'o> {
    pub(super) fn begin(out: &'o Outgoing, total: usize) -> Self {
        let this = Self {
            out,
            total,
            done: AtomicUsize::new(0),
        };
        let value = json!({
            "kind": "begin",
            "title": "coderlint",
            "message": format!("{total} modules"),
            "percentage": 0,
            "cancellable": false,
        });
        this.say(&value);
        this
    }

    /// One more module is linted; from any thread.
    pub(super) fn advance(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let percent = |count: usize| count.min(self.total) * 100 / self.total.max(1);
        if percent(done) / 10 > percent(done - 1) / 10 {
            let value = json!({ "kind": "report", "percentage": percent(done) });
            self.say(&value);
        }
    }

    pub(super) fn end(&self) {
        self.say(&json!({ "kind": "end" }));
    }

    fn say(&self, value: &Value) {
        let params = json!({ "token": TOKEN, "value": value });
        self.out.notify("$/progress", params);
    }
}
