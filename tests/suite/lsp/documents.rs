//! Files that are no module's, or are gone: configurations that others extend,
//! and documents whose folder isn't there or isn't looked at.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use crate::support::{Folder, KEY_MODULE};

fn watched(client: &mut Client, file: &str, kind: u8) {
    let changes = json!({ "changes": [{ "uri": client.uri(file), "type": kind }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
}

fn severity(client: &mut Client) -> Value {
    client.list("a/main.tf")[0]["severity"].clone()
}

#[test]
fn what_a_configuration_extends_is_one_too() {
    let level = |level: &str| format!("rule \"masked_parameter\" {{\n  level = \"{level}\"\n}}\n");
    let folder = Folder::with(&[
        ("base.hcl", &level("warn")),
        ("a/.coderlint.hcl", "extend = \"../base.hcl\"\n"),
        ("a/main.tf", KEY_MODULE),
    ]);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(severity(&mut client), 2);
    let globs = client.asked[0]["params"]["registrations"][0]["registerOptions"].to_string();
    assert!(globs.contains("\"**/*.hcl\""), "{globs}");
    folder.write("base.hcl", level("deny"));
    watched(&mut client, "base.hcl", 2);
    assert_eq!(severity(&mut client), 1);
    client.open("base.hcl", &level("warn"));
    assert_eq!(severity(&mut client), 2);
    client.change("base.hcl", 2, &json!([{ "text": "nope = 1\n" }]));
    assert_eq!(client.shown("base.hcl"), ["0:0 -"]);
    client.close("base.hcl");
    assert_eq!(client.shown("base.hcl"), [""; 0]);
    fs::remove_file(folder.path().join("base.hcl")).unwrap();
    watched(&mut client, "base.hcl", 3);
    assert_eq!(client.shown("a/.coderlint.hcl"), ["0:9 -"]);
    folder.write("base.hcl", "");
    watched(&mut client, "base.hcl", 1);
    assert_eq!(client.shown("a/.coderlint.hcl"), [""; 0]);
}

#[test]
fn other_files_of_that_kind_say_nothing() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE), (".terraform.lock.hcl", "")]);
    let mut client = Client::start(&folder, &capabilities());
    client.shown("main.tf");
    let before = client.publishes.len();
    watched(&mut client, ".terraform.lock.hcl", 2);
    client.sync();
    assert_eq!(client.publishes.len(), before);
    client.open(".terraform.lock.hcl", "provider {");
    assert_eq!(client.shown(".terraform.lock.hcl"), [""; 0]);
}

#[test]
fn a_document_outlives_its_folder() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("b/main.tf", "")]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("a/main.tf", KEY_MODULE);
    fs::remove_dir_all(folder.path().join("a")).unwrap();
    watched(&mut client, "a", 3);
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
    client.close("a/main.tf");
    assert_eq!(client.shown("a/main.tf"), [""; 0]);
}

#[test]
fn a_document_is_linted_whatever_becomes_of_the_tree() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("a/main.tf", KEY_MODULE);
    folder.write(".gitignore", "a/\n");
    watched(&mut client, ".gitignore", 1);
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
    let root = json!([{ "uri": client.uri(""), "name": "root" }]);
    let event = json!({ "event": { "added": [], "removed": root } });
    client.notify("workspace/didChangeWorkspaceFolders", &event);
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
    client.close("a/main.tf");
    assert_eq!(client.shown("a/main.tf"), [""; 0]);
}

#[cfg(unix)]
#[test]
fn files_are_named_as_the_editor_names_their_folder() {
    let folder = Folder::with(&[("real/main.tf", KEY_MODULE)]);
    let link = folder.path().join("link");
    std::os::unix::fs::symlink("real", &link).unwrap();
    let mut client = Client::spawn(&folder, &[]);
    let root = client.uri("link");
    let params = json!({ "rootUri": root, "capabilities": capabilities() });
    client.request("initialize", &params).unwrap();
    client.notify("initialized", &json!({}));
    assert_eq!(client.shown("link/main.tf"), ["0:9 masked_parameter"]);
    assert_eq!(client.shown("real/main.tf"), [""; 0]);
}
