//! What the editor says has happened.

use std::path::PathBuf;

use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, Uri,
    WorkspaceFolder,
};
use serde_json::{Value, from_value};

use super::session::Session;
use super::uri;

/// Makes of the session what a notification says; false where it means nothing to
/// this server.
///
/// # Errors
///
/// What is wrong with the parameters.
pub(super) fn apply(
    session: &mut Session,
    method: &str,
    params: Value,
) -> Result<bool, serde_json::Error> {
    match method {
        "textDocument/didOpen" => {
            let params: DidOpenTextDocumentParams = from_value(params)?;
            session.open(params.text_document);
        }
        "textDocument/didChange" => {
            let params: DidChangeTextDocumentParams = from_value(params)?;
            session.change(params);
        }
        "textDocument/didSave" => {
            let params: DidSaveTextDocumentParams = from_value(params)?;
            session.save(&params.text_document.uri);
        }
        "textDocument/didClose" => {
            let params: DidCloseTextDocumentParams = from_value(params)?;
            session.close(&params.text_document.uri);
        }
        "workspace/didChangeWatchedFiles" => {
            let params: DidChangeWatchedFilesParams = from_value(params)?;
            let uris = params.changes.iter().map(|change| &change.uri);
            session.files_changed(uris.filter_map(uri::path));
        }
        "workspace/didCreateFiles" | "workspace/didRenameFiles" | "workspace/didDeleteFiles" => {
            session.files_changed(operated_on(&params).into_iter());
        }
        "workspace/didChangeWorkspaceFolders" => {
            let params: DidChangeWorkspaceFoldersParams = from_value(params)?;
            let removed = paths(&params.event.removed);
            session.set_folders(paths(&params.event.added), &removed);
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn paths(folders: &[WorkspaceFolder]) -> Vec<PathBuf> {
    let uris = folders.iter().map(|folder| &folder.uri);
    uris.filter_map(uri::path).collect()
}

/// The files that were made, renamed or removed.
fn operated_on(params: &Value) -> Vec<PathBuf> {
    let files = params["files"].as_array();
    let uris = files.into_iter().flatten().flat_map(|file| {
        let uris = ["uri", "oldUri", "newUri"].map(|name| file[name].as_str());
        uris.into_iter().flatten()
    });
    uris.filter_map(|uri| uri::path(&uri.parse::<Uri>().ok()?))
        .collect()
}
