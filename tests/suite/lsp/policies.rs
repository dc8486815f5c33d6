//! Policies in the editor: their findings, their mistakes, and what can be written.

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use crate::policies::{CONFIG, folder};

const POLICY: &str = "resource_policy \"coder_app\" \"app_icon\" {\n  description = \"Apps have an icon.\"\n  enforce {\n    condition = attrs.icon != null\n  }\n}\n";
const MODULE: &str = "resource \"coder_app\" \"web\" {\n  slug = \"web\"\n}\n";

fn whole(text: &str) -> Value {
    json!([{ "text": text }])
}

#[test]
fn findings_of_policies_are_those_of_rules() {
    let folder = folder(POLICY, MODULE);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(client.shown("m/main.tf"), ["0:0 app_icon"]);
    let list = client.list("m/main.tf");
    assert_eq!(list[0]["message"], "Apps have an icon.");
    let related = &list[0]["relatedInformation"][0];
    assert_eq!(
        related["location"]["uri"],
        json!(client.uri("own.policy.hcl"))
    );
    assert_eq!(related["message"], "this condition is false");
    // The policy as it is typed counts.
    client.open("own.policy.hcl", POLICY);
    client.change(
        "own.policy.hcl",
        2,
        &whole(&POLICY.replace("attrs.icon", "attrs.slug")),
    );
    assert_eq!(client.shown("m/main.tf"), [""; 0]);
    client.change(
        "own.policy.hcl",
        3,
        &whole(&POLICY.replace("attrs.icon", "attr.icon")),
    );
    let mistakes = client.list("own.policy.hcl");
    assert_eq!(mistakes.as_array().unwrap().len(), 1);
    assert_eq!(
        mistakes[0]["message"],
        "there is no `attr` here; did you mean `attrs`?"
    );
    assert_eq!(
        mistakes[0]["range"]["start"],
        json!({ "line": 3, "character": 16 })
    );
    client.change(
        "own.policy.hcl",
        4,
        &whole(&POLICY.replace("!= null", "< 3")),
    );
    let failures = client.list("own.policy.hcl");
    let message = failures[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("policy `app_icon` fails for `coder_app.web`"),
        "{message}"
    );
    client.close("own.policy.hcl");
    assert_eq!(client.list("own.policy.hcl"), json!([]));
    assert_eq!(client.shown("m/main.tf"), ["0:0 app_icon"]);
    assert_eq!(client.finish(), (0, String::new()));
}

#[test]
fn a_policy_that_comes_is_read() {
    let folder = folder(POLICY, MODULE);
    let mut client = Client::start(&folder, &capabilities());
    assert_eq!(client.shown("m/main.tf"), ["0:0 app_icon"]);
    let other = POLICY.replace("app_icon", "app_other");
    folder.write("other.policy.hcl", other);
    let uri = client.uri("other.policy.hcl");
    let created = json!({ "changes": [{ "uri": uri, "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", &created);
    assert_eq!(client.shown("m/main.tf"), ["0:0 app_icon", "0:0 app_other"]);
    std::fs::remove_file(folder.join("other.policy.hcl")).unwrap();
    let deleted = json!({ "changes": [{ "uri": client.uri("other.policy.hcl"), "type": 3 }] });
    client.notify("workspace/didChangeWatchedFiles", &deleted);
    assert_eq!(client.shown("m/main.tf"), ["0:0 app_icon"]);
}

/// The labels that are offered at the end of a text.
fn offered(client: &mut Client, file: &str, version: i64, text: &str) -> Vec<String> {
    client.change(file, version, &whole(text));
    let last = text.rsplit('\n').next().unwrap();
    let position = json!({ "line": text.matches('\n').count(), "character": last.len() });
    let params = json!({ "textDocument": client.document(file), "position": position });
    let items = client.request("textDocument/completion", &params).unwrap();
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| item["label"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_can_be_written_is_offered() {
    let folder = folder(POLICY, MODULE);
    let mut client = Client::start(&folder, &capabilities());
    client.open("own.policy.hcl", POLICY);
    client.open("m/main.tf", MODULE);
    let begun = "resource_policy \"coder_app\" \"b\" {\n  filter = attrs.hidden\n  enforce {\n    condition = ";
    let mut offer = |version, end: &str| {
        offered(
            &mut client,
            "own.policy.hcl",
            version,
            &format!("{begun}{end}"),
        )
    };
    let facts = offer(2, "meta.");
    assert!(facts.contains(&"references".to_owned()) && facts.contains(&"masked".to_owned()));
    assert_eq!(offer(3, "meta.ref"), facts);
    let attributes = offer(4, "attrs.");
    assert_eq!(attributes, ["hidden", "slug"]);
    let functions = offer(5, "core::");
    assert!(
        functions.contains(&"regex".to_owned()) && functions.contains(&"getresources".to_owned())
    );
    assert!(offer(6, "x").is_empty());
    // Their ids stand where rules do.
    client.change("own.policy.hcl", 7, &whole(POLICY));
    client.open(".coderlint.hcl", CONFIG);
    let rules = offered(
        &mut client,
        ".coderlint.hcl",
        2,
        &format!("{CONFIG}rule \""),
    );
    assert!(rules.contains(&"app_icon".to_owned()), "{rules:?}");
    let ignored = offered(&mut client, "m/main.tf", 2, "# coderlint-ignore: ");
    assert!(ignored.contains(&"app_icon".to_owned()), "{ignored:?}");
}
