//! What the server says of itself, and what it asks the editor to do.

use lsp_server::RequestId;
use serde_json::{Value, json};

use super::actions::{FIX_ALL, QUICK_FIX};
use super::client::Client;
use super::transport::Outgoing;

/// Where in its life the server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// `initialize` has not come yet.
    New,
    /// It works.
    Running,
    /// `shutdown` has come.
    ShutDown,
}

/// The answer to `initialize`.
pub(super) fn initialize_result(client: &Client) -> Value {
    let folders = json!({
        "filters": [
            { "scheme": "file", "pattern": { "glob": "**/*.tf", "matches": "file" } },
            { "scheme": "file", "pattern": { "glob": "**/README.md", "matches": "file" } },
            { "scheme": "file", "pattern": { "glob": "**/.coderlint.hcl", "matches": "file" } },
            { "scheme": "file", "pattern": { "glob": "**", "matches": "folder" } },
        ]
    });
    let mut capabilities = json!({
        "positionEncoding": client.encoding.kind(),
        "textDocumentSync": {
            "openClose": true,
            "change": 2,
            "save": { "includeText": false },
        },
        "hoverProvider": true,
        "completionProvider": { "triggerCharacters": [":", ",", "\"", "=", "."] },
        "workspace": {
            "workspaceFolders": { "supported": true, "changeNotifications": true },
            "fileOperations": {
                "didCreate": folders.clone(),
                "didRename": folders.clone(),
                "didDelete": folders,
            },
        },
    });
    if client.actions {
        capabilities["codeActionProvider"] = json!({
            "codeActionKinds": [QUICK_FIX, FIX_ALL],
            "resolveProvider": client.resolves_edits,
        });
    }
    if client.pulls {
        capabilities["diagnosticProvider"] = json!({
            "identifier": "coderlint",
            "interFileDependencies": true,
            "workspaceDiagnostics": false,
        });
    }
    json!({
        "capabilities": capabilities,
        "serverInfo": { "name": "coderlint", "version": env!("CARGO_PKG_VERSION") },
    })
}

/// Asks the editor to say when files change that count.
pub(super) fn watch_files(client: &Client, out: &Outgoing, id: RequestId) {
    if !client.watches {
        return;
    }
    let globs = [
        "**/*.tf",
        "**/*.tf.json",
        "**/README.md",
        "**/.coderlint.hcl",
        // What a configuration extends may have any name.
        "**/*.hcl",
        "**/.gitignore",
    ];
    let watchers: Vec<Value> = globs
        .iter()
        .map(|glob| json!({ "globPattern": glob }))
        .collect();
    let registration = json!({
        "id": "coderlint-files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": watchers },
    });
    let params = json!({ "registrations": [registration] });
    out.request(id, "client/registerCapability", params);
}
