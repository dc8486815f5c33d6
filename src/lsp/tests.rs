//! What the server makes of messages that are all there before it looks: from
//! outside nobody can say when it does.

use std::io::{self, Write};
use std::path::Path;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use super::Options;
use super::server::Server;
use super::transport::{Incoming, Outgoing};
use crate::check::{Check, Rule};
use crate::config::{Configs, Lookup, Overrides};
use crate::diagnostic::Finding;
use crate::discover::discover;
use crate::files::{Files, real};
use crate::rule::RuleInfo;
use crate::workspace::{Keep, Workspace};

const MODULE: &str = "variable \"api_key\" {\n  type      = string\n  default   = \"\"\n  sensitive = true\n}\n\nresource \"coder_env\" \"k\" {\n  agent_id = \"x\"\n  name     = \"K\"\n  value    = var.api_key\n}\n";

/// What the server says, as it comes.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        said.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Said {
    fn messages(&self) -> Vec<Value> {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8(said.clone()).expect("is UTF-8");
        let messages = text.split("Content-Length: ").skip(1);
        let contents = messages.filter_map(|message| message.split_once("\r\n\r\n"));
        contents
            .map(|(_, content)| serde_json::from_str(content).expect("is JSON"))
            .collect()
    }

    /// The last list of a file, and how many there were.
    fn shown(&self, file: &Path) -> (Value, usize) {
        let uri = format!("file://{}", file.display());
        let messages = self.messages().into_iter();
        let mut lists = messages.filter(|message| message["params"]["uri"] == uri);
        let first = lists.next().map(|message| message["params"].clone());
        let others: Vec<Value> = lists.map(|message| message["params"].clone()).collect();
        let count = usize::from(first.is_some()) + others.len();
        (others.last().cloned().or(first).unwrap_or_default(), count)
    }
}

fn message(value: Value) -> Incoming {
    Incoming::Message(serde_json::from_value(value).expect("is a message"))
}

fn notification(method: &str, params: &Value) -> Incoming {
    message(json!({ "jsonrpc": "2.0", "method": method, "params": params }))
}

fn request(id: i32, method: &str, params: &Value) -> Incoming {
    message(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
}

/// A server in a folder, which has heard of nothing but `initialize`.
fn server(root: &Path, capabilities: &Value) -> (Server, Said) {
    let said = Said::default();
    let (editor, _) = channel();
    let options = Options {
        lookup: Lookup::Nearest,
        overrides: Overrides::default(),
        working_directory: root.to_owned(),
        logs: false,
    };
    let mut server = Server::new(Outgoing::new(said.clone(), editor.clone()), editor, options);
    let root = format!("file://{}", root.display());
    let params = json!({ "rootUri": root, "capabilities": capabilities });
    server.take(request(0, "initialize", &params));
    (server, said)
}

fn run(server: Server, messages: Vec<Incoming>) {
    let (sender, receiver) = channel();
    for message in messages.into_iter().chain([Incoming::End]) {
        sender.send(message).expect("is heard");
    }
    server.run(&receiver);
}

fn open(file: &Path, text: &str) -> Incoming {
    let uri = format!("file://{}", file.display());
    let document = json!({ "uri": uri, "languageId": "terraform", "version": 1, "text": text });
    notification("textDocument/didOpen", &json!({ "textDocument": document }))
}

#[test]
fn a_burst_is_one_list() {
    let folder = tempfile::tempdir().expect("can be made");
    let file = real(folder.path()).join("main.tf");
    let (server, said) = server(&real(folder.path()), &json!({}));
    let mut messages = vec![notification("initialized", &json!({})), open(&file, "")];
    for version in 2..=41 {
        let text = format!("{}{MODULE}", "\n".repeat(version));
        let uri = format!("file://{}", file.display());
        messages.push(notification(
            "textDocument/didChange",
            &json!({
                "textDocument": { "uri": uri, "version": version },
                "contentChanges": [{ "text": text }],
            }),
        ));
    }
    run(server, messages);
    let (list, count) = said.shown(&file);
    assert_eq!((count, &list["version"]), (1, &json!(41)));
    assert_eq!(list["diagnostics"][0]["range"]["start"]["line"], 41);
}

#[test]
fn what_is_canceled_in_time_is_not_answered() {
    let folder = tempfile::tempdir().expect("can be made");
    let file = real(folder.path()).join("main.tf");
    let (server, said) = server(&real(folder.path()), &json!({}));
    let uri = format!("file://{}", file.display());
    let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 12 } });
    run(
        server,
        vec![
            open(&file, MODULE),
            request(7, "textDocument/hover", &at),
            request(8, "textDocument/hover", &at),
            notification("$/cancelRequest", &json!({ "id": 7 })),
        ],
    );
    let messages = said.messages();
    let answer = |id: i32| {
        let mut answers = messages.iter().filter(|message| message["id"] == id);
        let answer = answers.next().expect("is answered").clone();
        assert_eq!(answers.next(), None, "once");
        answer
    };
    assert_eq!(answer(7)["error"]["code"], -32800);
    assert!(answer(8)["result"].is_object());
}

/// A question about a text that is gone has no answer.
#[test]
fn what_is_asked_of_an_older_text_is_refused() {
    let folder = tempfile::tempdir().expect("can be made");
    let file = real(folder.path()).join("main.tf");
    let (server, said) = server(&real(folder.path()), &json!({}));
    let uri = format!("file://{}", file.display());
    let at = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 12 } });
    let change = json!({
        "textDocument": { "uri": uri, "version": 2 },
        "contentChanges": [{ "text": "" }],
    });
    run(
        server,
        vec![
            open(&file, MODULE),
            request(7, "textDocument/hover", &at),
            notification("textDocument/didChange", &change),
        ],
    );
    let messages = said.messages();
    let answer = messages.iter().find(|message| message["id"] == 7);
    assert_eq!(answer.expect("is answered")["error"]["code"], -32801);
}

/// An editor that refuses to watch files is one that doesn't watch any.
#[test]
fn files_are_looked_at_where_watching_is_refused() {
    let folder = tempfile::tempdir().expect("can be made");
    let root = real(folder.path());
    let file = root.join("main.tf");
    let watches =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    for (mut answer, count) in [
        (json!({ "result": null }), 0),
        (json!({ "error": { "code": -32601, "message": "no" } }), 1),
    ] {
        std::fs::write(&file, "locals {}\n").expect("can be written");
        let (mut server, said) = server(&root, &watches);
        server.take(notification("initialized", &json!({})));
        server.settle();
        let asked = &said.messages()[1];
        assert_eq!(asked["method"], "client/registerCapability");
        answer["id"] = asked["id"].clone();
        // An editor that watches would say itself that the file has changed.
        std::fs::write(&file, MODULE).expect("can be written");
        let uri = format!("file://{}", file.display());
        let saved = json!({ "textDocument": { "uri": uri } });
        let saved = notification("textDocument/didSave", &saved);
        run(server, vec![message(answer), saved]);
        let list = said.shown(&file).0;
        let found = list["diagnostics"].as_array().map_or(0, Vec::len);
        assert_eq!(found, count);
    }
}

/// A rule for a test.
const INFO: RuleInfo = RuleInfo {
    id: "test",
    is_about_any: true,
    ..RuleInfo::DEFAULT
};
static INFOS: &[&RuleInfo] = &[&INFO];
static PANICKING: &[Rule] = &[Rule {
    info: INFO,
    checks: &[Check::Module(|module, _| {
        assert_ne!(module.name(), "bad", "the rule's own fault");
    })],
}];
/// Finds more than is reported.
static FLOODING: &[Rule] = &[Rule {
    info: INFO,
    checks: &[Check::Module(|module, findings| {
        let block = module.blocks()[0].name_span();
        findings.extend((0..=10_000).map(|_| Finding::new(block, "one of many")));
    })],
}];

/// Puts a workspace with other rules into a server.
fn with_rules(server: &mut Server, root: &Path, rules: &'static [Rule]) {
    let configs = Configs::new(INFOS, Lookup::None, Overrides::default(), root);
    let workspace = Workspace::new(Files::default(), configs, root, Keep::Texts);
    let mut workspace = workspace.with_rules(rules);
    workspace.add(discover(&[root.to_owned()], root).modules);
    server.session.as_mut().expect("is there").workspace = workspace;
}

/// What is wrong with a module as a whole is shown at its first file.
#[test]
fn an_error_about_a_module_is_shown_at_a_file() {
    let folder = tempfile::tempdir().expect("can be made");
    let root = real(folder.path());
    let file = root.join("main.tf");
    std::fs::write(&file, MODULE).expect("can be written");
    let (mut server, said) = server(&root, &json!({}));
    with_rules(&mut server, &root, FLOODING);
    run(server, vec![notification("initialized", &json!({}))]);
    let list = said.shown(&file).0;
    let messages = list["diagnostics"].as_array().expect("is a list").iter();
    let messages: Vec<&str> = messages
        .filter_map(|found| found["message"].as_str())
        .collect();
    assert_eq!(messages[0], "one of many");
    assert!(
        messages[1].starts_with("more than 10000 findings"),
        "{messages:?}"
    );
}

#[test]
fn a_panic_in_a_module_is_one_message_at_a_file() {
    let folder = tempfile::tempdir().expect("can be made");
    let root = real(folder.path());
    for name in ["bad", "good"] {
        std::fs::create_dir(root.join(name)).expect("can be made");
        std::fs::write(root.join(name).join("main.tf"), MODULE).expect("can be written");
    }
    let (mut server, said) = server(&root, &json!({}));
    with_rules(&mut server, &root, PANICKING);
    let file = root.join("bad/main.tf");
    run(
        server,
        vec![
            notification("initialized", &json!({})),
            request(
                7,
                "textDocument/diagnostic",
                &json!({ "textDocument": { "uri": format!("file://{}", file.display()) } }),
            ),
        ],
    );
    let published: Vec<Value> = said
        .messages()
        .into_iter()
        .filter(|message| message["method"] == "textDocument/publishDiagnostics")
        .collect();
    assert_eq!(published.len(), 1, "{published:?}");
    let params = &published[0]["params"];
    assert_eq!(params["uri"], format!("file://{}", file.display()));
    let list = params["diagnostics"].as_array().expect("is a list");
    assert_eq!(list.len(), 1);
    assert_eq!(list[0]["code"], "internal_error");
    // And the server goes on.
    let answer = said
        .messages()
        .into_iter()
        .find(|message| message["id"] == 7);
    assert_eq!(answer.expect("is there")["result"]["items"], json!(list));
}
