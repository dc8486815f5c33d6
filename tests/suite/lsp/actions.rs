//! Code actions.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::edited;
use crate::support::{Folder, KEY_MODULE};

fn offered(client: &mut Client, file: &str, line: u64, context: &Value) -> Vec<Value> {
    let params = json!({
        "textDocument": client.document(file),
        "range": { "start": { "line": line, "character": 10 }, "end": { "line": line, "character": 10 } },
        "context": context,
    });
    let actions = client.request("textDocument/codeAction", &params).unwrap();
    actions.as_array().unwrap().clone()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions
        .iter()
        .map(|action| action["title"].as_str().unwrap())
        .collect()
}

fn none() -> Value {
    json!({ "diagnostics": [] })
}

#[test]
fn each_finding_has_its_actions() {
    let folder = Folder::with(&[("m/main.tf", KEY_MODULE), ("m/README.md", "# M\n\nText.\n")]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("m/main.tf", KEY_MODULE);
    let list = client.list("m/main.tf");
    let actions = offered(&mut client, "m/main.tf", 0, &json!({ "diagnostics": list }));
    assert_eq!(
        titles(&actions),
        [
            "add an opt-in masked parameter for `api_key`",
            "ignore this `masked_parameter` finding",
            "`api_key` is not a key",
            "fix all that is safe to fix",
        ]
    );
    assert_eq!(actions[0]["isPreferred"], true);
    assert_eq!(actions[0]["diagnostics"], list);
    assert_eq!(actions[0]["kind"], "quickfix");
    assert_eq!(actions[3]["kind"], "source.fixAll.coderlint");

    // The fix is the command's, file by file, each with its version.
    let report = folder.json(&["m"]);
    let edits = report["diagnostics"][0]["fix"]["edits"].as_array().unwrap();
    let changes = actions[0]["edit"]["documentChanges"].as_array().unwrap();
    let mut count = 0;
    for (file, version) in [("m/README.md", Value::Null), ("m/main.tf", json!(1))] {
        let change = changes
            .iter()
            .find(|change| change["textDocument"]["uri"] == client.uri(file));
        let change = change.unwrap();
        assert_eq!(change["textDocument"]["version"], version);
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let mut expected = text.clone();
        for edit in edits.iter().rev().filter(|edit| edit["file"] == file) {
            let at = |end: &str| usize::try_from(edit[end].as_u64().unwrap()).unwrap();
            expected.replace_range(at("start")..at("end"), edit["text"].as_str().unwrap());
            count += 1;
        }
        assert_eq!(edited(&text, &change["edits"]), expected, "{file}");
    }
    assert_eq!(count, edits.len());

    // The comment, and the word to a configuration that isn't there yet.
    let change = &actions[1]["edit"]["documentChanges"][0];
    assert!(
        edited(KEY_MODULE, &change["edits"])
            .starts_with("# coderlint-ignore: masked_parameter -- TODO: say why\nvariable")
    );
    let changes = &actions[2]["edit"]["documentChanges"];
    assert_eq!(changes[0]["kind"], "create");
    assert_eq!(changes[0]["uri"], client.uri(".coderlint.hcl"));
    let config = edited("", &changes[1]["edits"]);
    assert_eq!(config, "keys {\n  exclude = [\"api_key\"]\n}\n");
    client.open(".coderlint.hcl", &config);
    assert_eq!(client.shown("m/main.tf"), [""; 0]);
}

#[test]
fn fixing_all_is_what_the_command_does() {
    let file = "terraform {\n  required_providers {\n    coder = {\n      source  = \"coder/coder\"\n      version = \">= 2.0\"\n    }\n  }\n}\n\n";
    let text = format!("{file}{}", KEY_MODULE.replace("  sensitive = true\n", ""));
    let folder = Folder::with(&[("m/main.tf", &text), ("m/README.md", "# M\n\nText.\n")]);
    let mut client = Client::start(&folder, &capabilities());
    // What is typed counts, not what is saved.
    let typed = format!("# typed\n{text}");
    client.open("m/main.tf", &typed);
    let only = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let actions = offered(&mut client, "m/main.tf", 0, &only);
    assert_eq!(titles(&actions), ["fix all that is safe to fix"]);
    let changes = actions[0]["edit"]["documentChanges"]
        .as_array()
        .unwrap()
        .clone();
    // Nothing was changed by looking.
    assert_eq!(client.shown("m/main.tf").len(), 2);
    folder.write("m/main.tf", &typed);
    folder.run(["--fix", "m"]);
    for (file, before) in [
        ("m/main.tf", typed.as_str()),
        ("m/README.md", "# M\n\nText.\n"),
    ] {
        let change = changes
            .iter()
            .find(|change| change["textDocument"]["uri"] == client.uri(file));
        let after = fs::read_to_string(folder.join(file)).unwrap();
        assert_eq!(edited(before, &change.unwrap()["edits"]), after, "{file}");
        assert_ne!(before, after);
    }
    client.change(
        "m/main.tf",
        2,
        &json!([{ "text": fs::read_to_string(folder.join("m/main.tf")).unwrap() }]),
    );
    let changes = json!({ "changes": [{ "uri": client.uri("m/README.md"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
    assert_eq!(client.shown("m/main.tf"), [""; 0]);
    assert_eq!(
        offered(&mut client, "m/main.tf", 0, &only),
        [Value::Null; 0]
    );
}

#[test]
fn only_what_is_wanted_is_offered() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", KEY_MODULE);
    for (only, count) in [
        (json!(["quickfix"]), 3),
        (json!(["source"]), 1),
        (json!(["source.fixAll.coderlint"]), 1),
        (json!(["source.fixAll.other"]), 0),
        (json!(["source.fix"]), 0),
        (json!(["refactor"]), 0),
        (json!(["quickfix", "source.fixAll"]), 4),
    ] {
        let context = json!({ "diagnostics": [], "only": only });
        assert_eq!(
            offered(&mut client, "main.tf", 0, &context).len(),
            count,
            "{only}"
        );
    }
    // Elsewhere there is nothing to fix.
    assert_eq!(
        titles(&offered(&mut client, "main.tf", 2, &none())),
        ["fix all that is safe to fix"]
    );
    // Nor for an editor that only knows commands.
    let mut old = Client::start(&folder, &json!({}));
    old.open("main.tf", KEY_MODULE);
    assert_eq!(offered(&mut old, "main.tf", 0, &none()), [Value::Null; 0]);
}

#[test]
fn what_is_said_of_ignore_comments_is_not_to_be_ignored() {
    let text = "# coderlint-ignore\nlocals {\n}\n";
    let folder = Folder::with(&[("main.tf", text)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", text);
    assert_eq!(
        titles(&offered(&mut client, "main.tf", 0, &none())),
        [""; 0]
    );
}

#[test]
fn edits_come_later_where_the_editor_can_wait() {
    let folder = Folder::with(&[
        ("main.tf", KEY_MODULE),
        (".coderlint.hcl", "keys {\n  exclude = []\n}\n"),
    ]);
    let mut eager = Client::start(&folder, &capabilities());
    let mut lazy = Client::start(&folder, &lazy());
    for client in [&mut eager, &mut lazy] {
        client.open("main.tf", KEY_MODULE);
    }
    let expected = offered(&mut eager, "main.tf", 0, &none());
    let actions = offered(&mut lazy, "main.tf", 0, &none());
    assert_eq!(actions.len(), 4);
    for (action, expected) in actions.iter().zip(&expected) {
        assert_eq!(action.get("edit"), None);
        let mut resolved = lazy.request("codeAction/resolve", action).unwrap();
        resolved.as_object_mut().unwrap().remove("data");
        assert_eq!(resolved, *expected);
    }
    // The text has changed in the meantime.
    lazy.change(
        "main.tf",
        2,
        &json!([{ "text": format!("\n{KEY_MODULE}") }]),
    );
    let error = lazy.request("codeAction/resolve", &actions[0]).unwrap_err();
    assert_eq!(error["code"], -32801);
    let error = lazy
        .request("codeAction/resolve", &json!({ "title": "x" }))
        .unwrap_err();
    assert_eq!(error["code"], -32602);
}

#[test]
fn editors_without_versions_get_plain_changes() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut plain = capabilities();
    plain["workspace"] = json!({});
    let mut client = Client::start(&folder, &plain);
    client.open("main.tf", KEY_MODULE);
    let actions = offered(&mut client, "main.tf", 0, &none());
    assert_eq!(actions.len(), 3, "no file can be made for a configuration");
    let edit = &actions[0]["edit"];
    assert_eq!(edit.get("documentChanges"), None);
    assert!(edit["changes"][client.uri("main.tf")].is_array());
}

#[test]
fn unsafe_fixes_say_so_and_are_not_made_by_the_way() {
    let required = KEY_MODULE.replace("  default   = \"\"\n", "");
    assert_ne!(required, KEY_MODULE);
    let folder = Folder::with(&[("main.tf", &required)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", &required);
    let actions = offered(&mut client, "main.tf", 0, &none());
    assert_eq!(
        titles(&actions)[0],
        "add an opt-in masked parameter for `api_key` (unsafe)"
    );
    assert_eq!(actions[0].get("isPreferred"), None);
    assert!(!titles(&actions).contains(&"fix all that is safe to fix"));
}

/// Capabilities of an editor that takes an action's edits later.
fn lazy() -> Value {
    let mut lazy = capabilities();
    lazy["textDocument"]["codeAction"]["dataSupport"] = json!(true);
    lazy["textDocument"]["codeAction"]["resolveSupport"] = json!({ "properties": ["edit"] });
    lazy
}

#[test]
fn an_action_means_its_finding_whatever_comes_in_other_files() {
    let folder = Folder::with(&[("a.tf", ""), ("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &lazy());
    client.open("main.tf", KEY_MODULE);
    let actions = offered(&mut client, "main.tf", 0, &none());
    let other = KEY_MODULE.replace("api_key", "other_api_key");
    client.open("a.tf", &other.replace("\"k\"", "\"o\""));
    assert_ne!(client.shown("a.tf"), [""; 0]);
    let resolved = client.request("codeAction/resolve", &actions[0]).unwrap();
    let uri = &resolved["edit"]["documentChanges"][0]["textDocument"]["uri"];
    assert_eq!(*uri, client.uri("main.tf"));
}

#[cfg(unix)]
#[test]
fn modules_that_share_a_file_offer_nothing_twice() {
    let folder = Folder::with(&[("shared/x.tf", KEY_MODULE), ("a/main.tf", "")]);
    std::os::unix::fs::symlink("../shared/x.tf", folder.path().join("a/x.tf")).unwrap();
    let mut client = Client::start(&folder, &lazy());
    assert_eq!(client.shown("shared/x.tf"), ["0:9 masked_parameter"]);
    client.open("a/x.tf", KEY_MODULE);
    assert_eq!(client.shown("a/x.tf"), ["0:9 masked_parameter"]);
    assert_eq!(client.shown("shared/x.tf"), [""; 0], "shown under one name");
    let actions = offered(&mut client, "a/x.tf", 0, &none());
    let titles = titles(&actions);
    let mut once = titles.clone();
    once.dedup();
    once.sort_unstable();
    once.dedup();
    assert_eq!(titles.len(), once.len(), "{titles:?}");
}

#[test]
fn a_file_that_is_not_there_has_no_actions() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(
        titles(&offered(&mut client, "none.tf", 0, &none())),
        [""; 0]
    );
}
