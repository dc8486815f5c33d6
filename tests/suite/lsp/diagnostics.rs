//! Findings as they are typed.

use std::fs;

use serde_json::{Value, json};

use super::client::{Client, capabilities, place_and_code};
use crate::support::{Folder, KEY_MODULE, findings};

/// The whole text of a document.
fn whole(text: &str) -> Value {
    json!([{ "text": text }])
}

const CHILD: &str = "variable \"text\" {\n  type = string\n}\n";
const CALLER: &str = "variable \"api_key\" {\n  type      = string\n  default   = \"\"\n  sensitive = true\n}\n\nmodule \"child\" {\n  source = \"../child\"\n  text   = var.api_key\n}\n";

#[test]
fn findings_are_those_of_the_buffers() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("b/main.tf", "locals {}\n")]);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
    assert_eq!(client.list("b/main.tf"), Value::Null, "nothing to show");
    client.open("a/main.tf", "locals {}\n");
    assert_eq!(client.shown("a/main.tf"), [""; 0]);
    client.change("a/main.tf", 2, &whole(&format!("\n{KEY_MODULE}")));
    assert_eq!(client.shown("a/main.tf"), ["1:9 masked_parameter"]);
    // Another file of the module, which was never saved.
    client.open("a/more.tf", "variable \"acme_token\" {\n  type = string\n}\n\nresource \"coder_env\" \"t\" {\n  agent_id = \"x\"\n  name = \"ACME_TOKEN\"\n  value = var.acme_token\n}\n");
    assert_eq!(
        client.shown("a/more.tf"),
        ["0:9 masked_parameter", "0:9 sensitive_variable"]
    );
    client.close("a/more.tf");
    assert_eq!(
        client.list("a/more.tf"),
        json!([]),
        "it is nowhere any more"
    );
    client.close("a/main.tf");
    assert_eq!(
        client.shown("a/main.tf"),
        ["0:9 masked_parameter"],
        "the disk counts again"
    );
    // Each publish of an open document says for which text it is.
    let uri = client.uri("a/main.tf");
    let versions = client.publishes.iter().filter(|(of, _)| *of == uri);
    let versions: Vec<&Value> = versions.map(|(_, version)| version).collect();
    assert_eq!(versions, [&Value::Null, &json!(1), &json!(2), &Value::Null]);
    assert_eq!(client.finish(), (0, String::new()));
}

#[test]
fn each_finding_says_what_the_command_does() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("a/README.md", "# A\n")]);
    let mut client = Client::start(&folder, &capabilities());
    let list = client.list("a/main.tf");
    let report = folder.json(&["a"]);
    let found = &report["diagnostics"][0];
    assert_eq!(list[0]["message"], found["message"]);
    assert_eq!(list[0]["code"], found["rule"]);
    assert_eq!(list[0]["severity"], 1);
    assert_eq!(list[0]["codeDescription"]["href"], found["url"]);
    let related = list[0]["relatedInformation"].as_array().unwrap();
    let labels = found["labels"].as_array().unwrap();
    assert_eq!(related.len(), labels.len());
    for (related, label) in related.iter().zip(labels) {
        assert_eq!(related["message"], label["message"]);
        assert_eq!(related["location"]["uri"], client.uri("a/main.tf"));
        let line = label["range"]["start"]["line"].as_u64().unwrap();
        assert_eq!(related["location"]["range"]["start"]["line"], line - 1);
    }
    // An editor that knows nothing of these gets none of them.
    let mut plain = Client::start(&folder, &json!({}));
    let list = plain.list("a/main.tf");
    assert_eq!(list[0]["message"], found["message"]);
    for left_out in ["codeDescription", "relatedInformation"] {
        assert_eq!(list[0].get(left_out), None);
    }
}

#[test]
fn columns_are_in_the_units_that_were_agreed_upon() {
    let text = format!("/* 😀ß */ {KEY_MODULE}");
    let folder = Folder::with(&[("main.tf", &text)]);
    for (encodings, encoding, column) in [
        (json!(["utf-8", "utf-16"]), "utf-8", 22),
        (json!(["utf-16"]), "utf-16", 19),
        (json!(["utf-32"]), "utf-16", 19),
    ] {
        let mut client = Client::spawn(&folder, &[]);
        let mut capabilities = capabilities();
        capabilities["general"] = json!({ "positionEncodings": encodings });
        let result = client.initialize(&capabilities);
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        client.notify("initialized", &json!({}));
        let expected = format!("0:{column} masked_parameter");
        assert_eq!(client.shown("main.tf"), std::slice::from_ref(&expected));
        // Changes count in them, too: the variable's `a` goes.
        client.open("main.tf", &text);
        let range = |from: u32, to: u32| json!({ "start": { "line": 0, "character": from }, "end": { "line": 0, "character": to } });
        let name = column + 1;
        client.change(
            "main.tf",
            2,
            &json!([
                { "range": range(name, name + 7), "text": "xy" },
                { "range": range(name, name + 2), "text": "api_key" },
                { "range": { "start": { "line": 900, "character": 0 }, "end": { "line": 900, "character": 9 } }, "text": "# end\n" },
            ]),
        );
        assert_eq!(client.shown("main.tf"), [expected]);
    }
}

#[test]
fn a_lone_carriage_return_ends_a_line() {
    let folder = Folder::with(&[("main.tf", &format!("# one\r# two\n{KEY_MODULE}"))]);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(client.shown("main.tf"), ["2:9 masked_parameter"]);
    folder.write("main.tf", format!("\u{feff}{KEY_MODULE}"));
    let changes = json!({ "changes": [{ "uri": client.uri("main.tf"), "type": 2 }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
    assert_eq!(client.shown("main.tf"), ["0:9 masked_parameter"]);
}

#[test]
fn half_typed_blocks_leave_the_others() {
    let folder = Folder::with(&[("main.tf", "")]);
    let mut client = Client::start(&folder, &capabilities());
    client.open(
        "main.tf",
        &format!("{KEY_MODULE}\nresource \"coder_env\" \"x\" {{\n  name = \n"),
    );
    let shown = client.shown("main.tf");
    assert_eq!(shown[0], "0:9 masked_parameter");
    assert!(
        shown.iter().any(|found| found.ends_with("syntax_error")),
        "{shown:?}"
    );
}

#[test]
fn other_modules_hear_of_it() {
    let folder = Folder::with(&[("caller/main.tf", CALLER), ("child/main.tf", CHILD)]);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(
        client.shown("caller/main.tf"),
        [""; 0],
        "it reaches nothing"
    );
    let reaching = "resource \"coder_env\" \"t\" {\n  agent_id = \"x\"\n  name     = \"T\"\n  value    = var.text\n}\n";
    client.open("child/main.tf", &format!("{CHILD}\n{reaching}"));
    assert_eq!(client.shown("caller/main.tf"), ["0:9 masked_parameter"]);
    client.close("child/main.tf");
    assert_eq!(client.shown("caller/main.tf"), [""; 0]);
    // The child goes, and comes again as another one.
    fs::remove_dir_all(folder.join("child")).unwrap();
    let changes = json!({ "changes": [{ "uri": client.uri("child"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
    assert_eq!(client.shown("caller/main.tf"), [""; 0]);
    folder.write("child/main.tf", format!("{CHILD}\n{reaching}"));
    let changes = json!({ "changes": [{ "uri": client.uri("child/main.tf"), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", &changes);
    assert_eq!(client.shown("caller/main.tf"), ["0:9 masked_parameter"]);
}

#[test]
fn editors_that_ask_get_the_open_documents_by_asking_only() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("a/use.tf", "")]);
    let mut capabilities = capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    let mut client = Client::start(&folder, &capabilities);
    assert_eq!(
        client.shown("a/main.tf"),
        ["0:9 masked_parameter"],
        "it is not open"
    );
    client.open("a/main.tf", KEY_MODULE);
    assert_eq!(
        client.list("a/main.tf"),
        json!([]),
        "or they would be there twice"
    );
    let pull = |client: &mut Client, previous: &Value| {
        let mut params = json!({ "textDocument": client.document("a/main.tf") });
        if previous.is_string() {
            params["previousResultId"] = previous.clone();
        }
        client.request("textDocument/diagnostic", &params).unwrap()
    };
    let first = pull(&mut client, &Value::Null);
    assert_eq!(first["kind"], "full");
    assert_eq!(place_and_code(&first["items"][0]), "0:9 masked_parameter");
    let again = pull(&mut client, &first["resultId"]);
    assert_eq!(
        again,
        json!({ "kind": "unchanged", "resultId": first["resultId"] })
    );
    // Another file changes them.
    let refreshes = |client: &Client| {
        let asked = client.asked.iter();
        asked
            .filter(|asked| asked["method"] == "workspace/diagnostic/refresh")
            .count()
    };
    assert_eq!(refreshes(&client), 0);
    client.open("a/use.tf", "locals {}\n");
    client.sync();
    assert_eq!(refreshes(&client), 0, "the findings are as before");
    client.change(
        "a/use.tf",
        2,
        &whole("data \"coder_parameter\" \"k\" {\n  name = \"k\"\n"),
    );
    client.sync();
    assert_eq!(refreshes(&client), 1);
    let now = pull(&mut client, &first["resultId"]);
    assert_eq!(now["kind"], "full");
    client.close("a/use.tf");
    client.close("a/main.tf");
    assert_eq!(
        client.shown("a/main.tf"),
        ["0:9 masked_parameter"],
        "it is pushed again"
    );
    // Other schemes are answered, too.
    let params = json!({ "textDocument": { "uri": "git:/a/main.tf" } });
    let other = client.request("textDocument/diagnostic", &params).unwrap();
    assert_eq!(other["items"], json!([]));
}

#[test]
fn a_burst_is_linted_once_and_by_its_last_text() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", KEY_MODULE);
    client.sync();
    let before = client.publishes.len();
    let mut burst = Vec::new();
    for version in 2..=41 {
        let text = format!("{}{KEY_MODULE}", "\n".repeat(version));
        let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": {
            "textDocument": { "uri": client.uri("main.tf"), "version": version },
            "contentChanges": whole(&text),
        }});
        burst.extend(super::client::framed(&message.to_string()));
    }
    client.send_raw(&burst);
    assert_eq!(client.shown("main.tf"), ["41:9 masked_parameter"]);
    let published = &client.publishes[before..];
    assert!(
        published.len() <= 20,
        "{} lists for 40 changes",
        published.len()
    );
    assert_eq!(published.last().unwrap().1, 41);
}

#[test]
fn configurations_are_documents_too() {
    let folder = Folder::with(&[("a/main.tf", KEY_MODULE), ("empty/x", "")]);
    let mut client = Client::start(&folder, &capabilities());
    client.open(".coderlint.hcl", "keys {\n  exclude = [\"api_key\"]\n}\n");
    assert_eq!(client.shown("a/main.tf"), [""; 0]);
    assert_eq!(client.list(".coderlint.hcl"), json!([]));
    client.change(".coderlint.hcl", 2, &whole("keys {\n  exclud = []\n}\n"));
    let list = client.list(".coderlint.hcl");
    assert_eq!(
        list[0]["message"],
        "there is no setting `exclud` here; did you mean `exclude`?"
    );
    assert_eq!(
        list[0]["range"]["start"],
        json!({ "line": 1, "character": 2 })
    );
    assert_eq!(
        list[0]["range"]["end"],
        json!({ "line": 1, "character": 8 })
    );
    assert_eq!(client.shown("a/main.tf"), ["0:9 masked_parameter"]);
    client.change(".coderlint.hcl", 3, &whole("exclude = [\"a\"]\n"));
    assert_eq!(client.list(".coderlint.hcl"), json!([]));
    assert_eq!(client.shown("a/main.tf"), [""; 0]);
    // One that no module lies below.
    client.open("empty/.coderlint.hcl", "rule \"nope\" {}\n");
    assert_eq!(client.shown("empty/.coderlint.hcl").len(), 1);
}

#[test]
fn what_is_ignored_is_not_linted_unless_it_is_open() {
    let folder = Folder::with(&[
        ("a/main.tf", ""),
        (".gitignore", "dist/\n"),
        ("dist/main.tf", KEY_MODULE),
        (".terraform/modules/m/main.tf", KEY_MODULE),
    ]);
    let mut client = Client::start(&folder, &capabilities());
    for file in ["dist/main.tf", ".terraform/modules/m/main.tf"] {
        let changes = json!({ "changes": [{ "uri": client.uri(file), "type": 2 }] });
        client.notify("workspace/didChangeWatchedFiles", &changes);
        assert_eq!(client.list(file), Value::Null, "{file}");
        client.open(file, KEY_MODULE);
        assert_eq!(client.shown(file), ["0:9 masked_parameter"]);
        client.close(file);
        assert_eq!(client.list(file), json!([]));
    }
}

#[test]
fn the_first_look_finds_what_the_command_finds() {
    let folder = Folder::new();
    for index in 0..3 {
        folder.write(format!("m{index}/main.tf"), KEY_MODULE);
        let readme = "# M\n\n```tf\nvariable \"acme_api_key\" {\n  type = string\n}\n\nresource \"coder_env\" \"k\" {\n  agent_id = \"x\"\n  name     = \"K\"\n  value    = var.acme_api_key\n}\n```\n";
        folder.write(format!("m{index}/README.md"), readme);
    }
    let mut client = Client::start(&folder, &capabilities());
    let mut shown = 0;
    for index in 0..3 {
        for file in ["main.tf", "README.md"] {
            shown += client.shown(&format!("m{index}/{file}")).len();
        }
    }
    assert_eq!(shown, findings(&folder.json(&[])).len());
    assert!(shown >= 6);
}
