//! How the server begins and ends, and what it lives through.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, capabilities, framed};
use crate::support::{Folder, KEY_MODULE};

fn code(answer: Result<Value, Value>) -> i64 {
    answer.unwrap_err()["code"].as_i64().unwrap()
}

#[test]
fn requests_come_in_their_time() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::spawn(&folder, &[]);
    let hover = json!({ "textDocument": client.document("main.tf"), "position": { "line": 0, "character": 0 } });
    assert_eq!(code(client.request("textDocument/hover", &hover)), -32002);
    assert_eq!(code(client.request("shutdown", &Value::Null)), -32002);
    assert_eq!(code(client.request("initialize", &json!({}))), -32602);
    client.initialize(&capabilities());
    assert_eq!(
        code(client.request("initialize", &json!({ "capabilities": {} }))),
        -32600
    );
    assert_eq!(
        code(client.request("textDocument/hover", &json!({ "x": 1 }))),
        -32602
    );
    assert_eq!(
        code(client.request("textDocument/rename", &json!({}))),
        -32601
    );
    assert_eq!(client.request("shutdown", &Value::Null), Ok(Value::Null));
    assert_eq!(code(client.request("textDocument/hover", &hover)), -32600);
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait(), (0, String::new()));
}

#[test]
fn an_end_without_a_word_is_a_failure() {
    let folder = Folder::with(&[("main.tf", "")]);
    let mut client = Client::start(&folder, &capabilities());
    client.notify("exit", &Value::Null);
    assert_eq!(client.wait().0, 1);
    let client = Client::start(&folder, &capabilities());
    assert_eq!(client.wait(), (1, String::new()));
    let client = Client::spawn(&folder, &[]);
    assert_eq!(client.wait().0, 1);
}

#[cfg(unix)]
#[test]
fn a_server_does_not_outlive_its_editor() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut editor = std::process::Command::new("true").spawn().unwrap();
    editor.wait().unwrap();
    let mut client = Client::spawn(&folder, &[]);
    let params = json!({ "processId": editor.id(), "capabilities": {} });
    client.request("initialize", &params).unwrap();
    assert_eq!(client.wait_open(), 1);
    // Nobody reads what it says.
    let mut client = Client::start(&folder, &capabilities());
    client.stop_reading();
    assert_eq!(client.wait_open(), 1);
}

#[test]
fn editors_that_know_no_actions_are_promised_none() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::spawn(&folder, &[]);
    let result = client.initialize(&json!({}));
    assert_eq!(result["capabilities"].get("codeActionProvider"), None);
}

#[test]
fn what_is_no_message_is_refused_and_nothing_more() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.send_raw(&framed("{\"jsonrpc\":"));
    assert_eq!(code(client.answer(&Value::Null)), -32700);
    client.send_raw(&framed("[]"));
    assert_eq!(code(client.answer(&Value::Null)), -32600);
    client.send_raw(&framed("{\"jsonrpc\":\"2.0\",\"id\":[1],\"method\":\"x\"}"));
    assert_eq!(code(client.answer(&Value::Null)), -32600);
    client.send_raw(b"Content-Length: 3\r\n\r\n\xff\xfe\xfd");
    assert_eq!(code(client.answer(&Value::Null)), -32700);
    for (method, params) in [
        ("textDocument/didOpen", json!({ "textDocument": 1 })),
        ("textDocument/didChange", json!([])),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///nowhere/x.tf", "version": 1 }, "contentChanges": [{ "text": "x" }] }),
        ),
        (
            "textDocument/didClose",
            json!({ "textDocument": { "uri": "%%%" } }),
        ),
        (
            "workspace/didChangeWatchedFiles",
            json!({ "changes": [{ "uri": "x:y", "type": 99 }] }),
        ),
        ("$/cancelRequest", json!({ "id": null })),
        ("$/unknown", Value::Null),
        ("unknown", json!({})),
    ] {
        client.notify(method, &params);
    }
    assert_eq!(client.shown("main.tf"), ["0:9 masked_parameter"]);
    // Nobody knows where the next message would begin.
    client.send_raw(b"Content-Length: many\r\n\r\n");
    assert_eq!(client.wait().0, 1);
}

#[test]
fn documents_of_other_schemes_are_no_files() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    for scheme in ["git", "untitled", "vscode-remote"] {
        let uri = client.uri("main.tf").replacen("file", scheme, 1);
        let document = json!({ "uri": uri, "languageId": "terraform", "version": 1, "text": "" });
        client.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }
    assert_eq!(client.shown("main.tf"), ["0:9 masked_parameter"]);
}

#[test]
fn a_document_keeps_the_editors_spelling() {
    let folder = Folder::with(&[("a b/main.tf", "")]);
    let mut client = Client::start(&folder, &capabilities());
    let uri = client.uri("a b/main.tf").replace("a b", "%61%20b");
    let document =
        json!({ "uri": uri, "languageId": "terraform", "version": 7, "text": KEY_MODULE });
    client.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    client.sync();
    assert_eq!(client.publishes.last(), Some(&(uri, json!(7))));
}

#[test]
fn canceled_requests_are_answered_as_such() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", KEY_MODULE);
    let hover = json!({ "textDocument": client.document("main.tf"), "position": { "line": 0, "character": 12 } });
    let message = |id: i64, method: &str, params: &Value| {
        let message = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        framed(&message.to_string())
    };
    let cancel = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": 7 } });
    let mut all = message(7, "textDocument/hover", &hover);
    all.extend(framed(&cancel.to_string()));
    client.send_raw(&all);
    // It may have been answered before.
    if let Err(error) = client.answer(&json!(7)) {
        assert_eq!(error["code"], -32800);
    }
    assert!(
        client
            .request("textDocument/hover", &hover)
            .unwrap()
            .is_object()
    );
}

#[test]
fn folders_come_and_go() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
    let other = Folder::with(&[("b/main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    let path = fs::canonicalize(other.path()).unwrap();
    let added = json!([{ "uri": format!("file://{}", path.display()), "name": "b" }]);
    let event =
        |added: &Value, removed: &Value| json!({ "event": { "added": added, "removed": removed } });
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        &event(&added, &json!([])),
    );
    let file = path.join("b/main.tf");
    let file = file.to_str().unwrap();
    assert_eq!(client.shown(file), ["0:9 masked_parameter"]);
    client.notify(
        "workspace/didChangeWorkspaceFolders",
        &event(&json!([]), &added),
    );
    assert_eq!(client.list(file), json!([]));
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
}

#[test]
fn renamed_and_removed_files_are_cleared() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("c/d/main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    fs::rename(folder.join("a"), folder.join("b")).unwrap();
    let files = json!({ "files": [{ "oldUri": client.uri("a"), "newUri": client.uri("b") }] });
    client.notify("workspace/didRenameFiles", &files);
    assert_eq!(client.list("a/main.tf"), json!([]));
    assert_eq!(client.shown("b/main.tf"), ["0:9 masked_parameter"]);
    fs::remove_dir_all(folder.join("c")).unwrap();
    let files = json!({ "files": [{ "uri": client.uri("c") }] });
    client.notify("workspace/didDeleteFiles", &files);
    assert_eq!(client.list("c/d/main.tf"), json!([]));
}

#[test]
fn an_editor_that_watches_nothing_is_looked_after_on_open_and_save() {
    let folder = Folder::with(&[("main.tf", "locals {}\n"), ("use.tf", "")]);
    let mut client = Client::start(&folder, &json!({}));
    assert_eq!(client.asked.len(), 0);
    folder.write("use.tf", KEY_MODULE);
    client.open("main.tf", "locals {}\n");
    assert_eq!(client.shown("use.tf"), ["0:9 masked_parameter"]);
    folder.write("use.tf", "");
    let saved = json!({ "textDocument": client.document("main.tf") });
    client.notify("textDocument/didSave", &saved);
    assert_eq!(client.list("use.tf"), json!([]));
    let client = Client::start(&folder, &capabilities());
    let registration = &client.asked[0]["params"]["registrations"][0];
    assert_eq!(client.asked[0]["method"], "client/registerCapability");
    assert_eq!(registration["method"], "workspace/didChangeWatchedFiles");
}

#[test]
fn a_large_tree_shows_progress_where_that_is_allowed() {
    let folder = Folder::new();
    for index in 0..220 {
        folder.write(format!("m{index}/main.tf"), KEY_MODULE);
    }
    let mut capabilities = capabilities();
    capabilities["window"] = json!({ "workDoneProgress": true });
    for refuses in [false, true] {
        let mut client = Client::spawn(&folder, &[]);
        client.refuses = refuses;
        client.initialize(&capabilities);
        client.notify("initialized", &json!({}));
        while client.publishes.len() < 220 {
            let _ = client.answer_any();
        }
        client.sync();
        let kinds: Vec<&Value> = client
            .notified
            .iter()
            .filter(|message| message["method"] == "$/progress")
            .map(|message| &message["params"]["value"]["kind"])
            .collect();
        if refuses {
            assert_eq!(kinds.len(), 0);
        } else {
            assert_eq!(kinds.first(), Some(&&json!("begin")));
            assert_eq!(kinds.last(), Some(&&json!("end")));
            assert!(kinds.len() > 3 && kinds.len() < 20, "{kinds:?}");
        }
    }
}

#[test]
fn the_log_goes_to_standard_error() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::spawn(&folder, &["--log"]);
    client.initialize(&capabilities());
    client.notify("initialized", &json!({}));
    client.sync();
    let (code, log) = client.finish();
    assert_eq!(code, 0);
    assert!(log.starts_with("coderlint: linted 1 modules in "), "{log}");
    assert_eq!(folder.run(["--log"]).code(), 1);
    assert_eq!(folder.run(["--lsp", "--fix"]).code(), 1);
}

#[test]
fn a_document_that_is_too_large_costs_one_message() {
    let folder = Folder::with(&[("a/main.tf", ""), ("b/main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("a/main.tf", &"#\n".repeat(6 * 1024 * 1024));
    let list = client.list("a/main.tf");
    assert!(
        list[0]["message"].as_str().unwrap().contains("too large"),
        "{list}"
    );
    client.change("a/main.tf", 2, &json!([{ "text": KEY_MODULE }]));
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
    assert_eq!(client.shown("b/main.tf"), ["0:9 masked_parameter"]);
}

/// What is typed over is forgotten.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_keystrokes() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", KEY_MODULE);
    let mut memory = Vec::new();
    for version in 2..2002 {
        let text = format!("{}{KEY_MODULE}", "#\n".repeat(version % 50));
        client.change(
            "main.tf",
            i64::try_from(version).unwrap(),
            &json!([{ "text": text }]),
        );
        if version % 20 == 0 {
            client.sync();
        }
        if [200, 2000].contains(&version) {
            memory.push(client.memory());
        }
    }
    assert!(memory[1] < memory[0] * 3 / 2, "{memory:?} KiB");
}
