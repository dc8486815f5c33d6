//! What the editor asks, and the answers.

use std::hash::{Hash as _, Hasher as _};

use lsp_server::{ErrorCode, Request};
use lsp_types::{
    CodeActionParams, CompletionParams, DocumentDiagnosticParams, HoverParams,
    TextDocumentPositionParams,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{self, Refusal};
use super::completion::completions;
use super::hover::hover;
use super::session::Session;
use super::uri;
use crate::files::real;

/// Answers a request. What was linted is what is typed.
pub(super) fn answer(session: &mut Session, request: Request) -> Result<Value, Refusal> {
    let params = request.params;
    match request.method.as_str() {
        "textDocument/diagnostic" => Ok(diagnostic(session, &parsed(params)?)),
        "textDocument/codeAction" => {
            let params: CodeActionParams = parsed(params)?;
            Ok(json!(actions::actions(session, &params)))
        }
        "codeAction/resolve" => actions::resolve(session, params),
        "textDocument/hover" => {
            let params: HoverParams = parsed(params)?;
            let at = params.text_document_position_params;
            Ok(at_position(session, &at, |path, _, offset| {
                hover(session, path, offset)
            }))
        }
        "textDocument/completion" => {
            let params: CompletionParams = parsed(params)?;
            let at = params.text_document_position;
            Ok(at_position(session, &at, |path, text, offset| {
                json!(completions(session, path, text, offset))
            }))
        }
        method => Err((
            ErrorCode::MethodNotFound,
            format!("there is no method `{method}`"),
        )),
    }
}

fn parsed<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

/// Asks something about a place in an open document; null in any other.
fn at_position(
    session: &Session,
    at: &TextDocumentPositionParams,
    ask: impl FnOnce(&std::path::Path, &str, usize) -> Value,
) -> Value {
    let path = uri::path(&at.text_document.uri);
    let document = path
        .as_ref()
        .and_then(|path| session.documents.get(&real(path)));
    let Some(document) = document else {
        return Value::Null;
    };
    let offset = session
        .lines(&document.path, &document.text)
        .offset(at.position);
    ask(&document.path, &document.text, offset)
}

/// The findings of a document, or that they are those that the editor has.
fn diagnostic(session: &Session, params: &DocumentDiagnosticParams) -> Value {
    let path = uri::path(&params.text_document.uri);
    let items = path.map_or_else(Vec::new, |path| session.diagnostics(&real(&path)));
    let items = json!(items);
    let mut hasher = std::hash::DefaultHasher::new();
    items.to_string().hash(&mut hasher);
    let id = format!("{:016x}", hasher.finish());
    if params.previous_result_id.as_ref() == Some(&id) {
        json!({ "kind": "unchanged", "resultId": id })
    } else {
        json!({ "kind": "full", "resultId": id, "items": items })
    }
}
