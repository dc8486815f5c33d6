//! What the editor can do, as it says when it connects.

use serde_json::Value;

use super::position::Encoding;

/// What the editor can do.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability")]
pub(super) struct Client {
    /// The units of columns: UTF-8 where the editor offers it.
    pub(super) encoding: Encoding,
    /// Whether it asks for the findings of open documents.
    pub(super) pulls: bool,
    /// Whether it can be told to ask again.
    pub(super) refreshes: bool,
    /// Whether findings may have further places.
    pub(super) related: bool,
    /// Whether a finding's code may have an address.
    pub(super) code_description: bool,
    /// Whether edits may name the version that they are for.
    pub(super) document_changes: bool,
    /// Whether an edit may make a file.
    pub(super) creates_files: bool,
    /// Whether it takes actions, and not just commands.
    pub(super) actions: bool,
    /// Whether an action's edits may come later.
    pub(super) resolves_edits: bool,
    /// Whether it says which actions are the obvious ones.
    pub(super) preferred: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches: bool,
    /// Whether it shows progress.
    pub(super) progress: bool,
    /// Whether hovers are Markdown: the first of the editor's formats.
    pub(super) markdown: bool,
}

impl Client {
    /// What `capabilities` of `initialize` say. They are read one by one, so that
    /// an editor that is newer than this server is understood too.
    pub(super) fn of(capabilities: &Value) -> Self {
        let at = |path: &str| capabilities.pointer(path).unwrap_or(&Value::Null);
        let has = |path: &str| at(path).as_bool().unwrap_or(false);
        let lists = |path: &str, word: &str| {
            let list = at(path).as_array();
            list.is_some_and(|list| list.iter().any(|item| item == word))
        };
        let is_there = |path: &str| at(path).is_object();
        let encoding = if lists("/general/positionEncodings", "utf-8") {
            Encoding::Utf8
        } else {
            Encoding::Utf16
        };
        let action = "/textDocument/codeAction";
        Self {
            encoding,
            pulls: is_there("/textDocument/diagnostic"),
            refreshes: has("/workspace/diagnostics/refreshSupport")
                || has("/workspace/diagnostic/refreshSupport"),
            related: has("/textDocument/publishDiagnostics/relatedInformation")
                || has("/textDocument/diagnostic/relatedInformation"),
            code_description: has("/textDocument/publishDiagnostics/codeDescriptionSupport")
                || has("/textDocument/diagnostic/codeDescriptionSupport"),
            document_changes: has("/workspace/workspaceEdit/documentChanges"),
            creates_files: lists("/workspace/workspaceEdit/resourceOperations", "create"),
            actions: is_there(&format!("{action}/codeActionLiteralSupport")),
            resolves_edits: has(&format!("{action}/dataSupport"))
                && lists(&format!("{action}/resolveSupport/properties"), "edit"),
            preferred: has(&format!("{action}/isPreferredSupport")),
            watches: has("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            progress: has("/window/workDoneProgress"),
            markdown: at("/textDocument/hover/contentFormat/0") == "markdown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_editor_that_says_nothing_can_do_little() {
        let client = Client::of(&Value::Null);
        assert_eq!(client.encoding, Encoding::Utf16);
        assert!(!client.pulls && !client.actions && !client.markdown);
        let client = Client::of(&json!({
            "general": { "positionEncodings": ["utf-32", "utf-8", 7] },
            "textDocument": {
                "diagnostic": {},
                "codeAction": {
                    "codeActionLiteralSupport": {},
                    "dataSupport": true,
                    "resolveSupport": { "properties": ["edit"] },
                },
            },
        }));
        assert_eq!(client.encoding, Encoding::Utf8);
        assert!(client.pulls && client.actions && client.resolves_edits && !client.refreshes);
    }
}
