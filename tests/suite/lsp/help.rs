//! Hover and completion.

use serde_json::{Value, json};

use super::client::{Client, capabilities};
use crate::api::{Place, infos, place_at};
use crate::support::{Folder, KEY_MODULE};

fn at(client: &Client, file: &str, line: usize, character: usize) -> Value {
    json!({
        "textDocument": client.document(file),
        "position": { "line": line, "character": character },
    })
}

/// Where a word begins, in an ASCII text.
fn place(text: &str, word: &str) -> (usize, usize) {
    let offset = text.find(word).unwrap();
    let before = &text[..offset];
    let line = before.matches('\n').count();
    (line, offset - before.rfind('\n').map_or(0, |at| at + 1))
}

fn hover(client: &mut Client, file: &str, text: &str, word: &str) -> String {
    let (line, character) = place(text, word);
    let params = at(client, file, line, character);
    let hover = client.request("textDocument/hover", &params).unwrap();
    hover["contents"]["value"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn a_variable_says_why_it_is_a_key() {
    let text = format!(
        "# coderlint-ignore: sensitive_output -- x\n{KEY_MODULE}\nvariable \"token_path\" {{\n  type = string\n}}\n\nvariable \"flag\" {{\n  type = bool\n}}\n"
    );
    let folder = Folder::with(&[("main.tf", &text)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("main.tf", &text);
    let mut hover = |word: &str| hover(&mut client, "main.tf", &text, word);
    let key = hover("api_key");
    assert!(
        key.starts_with("`api_key` is treated as a key because its name ends in `api_key`"),
        "{key}"
    );
    assert!(key.contains("- main.tf:11: reaches the workspace"), "{key}");
    assert!(key.contains("help: add a masked"), "{key}");
    assert!(hover("api_key\n}").starts_with("`api_key` is treated as a key"));
    assert_eq!(
        hover("token_path"),
        "`token_path` is not treated as a key: its name says that it is something else"
    );
    assert_eq!(
        hover("flag"),
        "`flag` is not treated as a key: its type is not `string`"
    );
    assert!(
        hover("sensitive_output").starts_with("`sensitive_output`: an output that carries a key")
    );
    assert_eq!(hover("type "), "");
}

#[test]
fn a_variable_says_what_its_callers_pass() {
    let caller = "resource \"coder_agent\" \"main\" {\n  arch = \"amd64\"\n  os   = \"linux\"\n}\n\ndata \"coder_external_auth\" \"github\" {\n  id = \"github\"\n}\n\nmodule \"child\" {\n  source        = \"./child\"\n  session_token = coder_agent.main.token\n  api_key       = data.coder_external_auth.github.access_token\n}\n";
    let session = KEY_MODULE.replace("api_key", "session_token");
    let child = format!("{KEY_MODULE}\n{session}");
    let folder = Folder::with(&[("main.tf", caller), ("child/main.tf", &child)]);
    let mut client = Client::start(&folder, &capabilities());
    client.open("child/main.tf", &child);
    let mut hover = |word: &str| hover(&mut client, "child/main.tf", &child, word);
    assert_eq!(
        hover("session_token"),
        "`session_token` is not treated as a key: its callers pass a token of Coder's"
    );
    assert_eq!(
        hover("api_key"),
        "`api_key` is not treated as a key: its callers pass what each user has"
    );
}

fn labels(client: &mut Client, file: &str, text: &str) -> Vec<String> {
    let line = text.matches('\n').count();
    let character = text.len() - text.rfind('\n').map_or(0, |at| at + 1);
    client.open(file, text);
    let params = at(client, file, line, character);
    let items = client.request("textDocument/completion", &params).unwrap();
    client.close(file);
    let items = items.as_array().unwrap().iter();
    items
        .map(|item| item["label"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn completion_knows_rules_and_settings() {
    let folder = Folder::with(&[("main.tf", "")]);
    let mut client = Client::start(&folder, &capabilities());
    let mut labels = |file: &str, text: &str| labels(&mut client, file, text);
    let rules = labels(
        "main.tf",
        "locals {}\n# coderlint-ignore: masked_parameter, ",
    );
    assert!(rules.contains(&"storage_caveat".to_owned()));
    for (file, text) in [
        ("README.md", "# T\n\n<!-- coderlint-ignore: "),
        ("README.md", "# T\n\n```tf\n# coderlint-ignore: "),
        ("main.tf", "# coderlint-ignore-file: "),
        (".coderlint.hcl", "rule \""),
        (".coderlint.hcl", "keys {\n}\n\nrule \"mas"),
    ] {
        assert_eq!(labels(file, text), rules, "{text}");
    }
    let config = ".coderlint.hcl";
    assert_eq!(
        labels(config, "keys {\n  "),
        ["include", "exclude", "passwords", "env"]
    );
    assert_eq!(
        labels(config, "rule \"storage_caveat\" {\n  "),
        ["level", "accept", "text"]
    );
    assert_eq!(
        labels(config, "rule \"storage_caveat\" {\n  level = \""),
        ["allow", "warn", "deny"]
    );
    assert_eq!(
        labels(config, "rule \"storage_caveat\" { level = \""),
        ["allow", "warn", "deny"]
    );
    assert_eq!(labels(config, "keys {\n  passwords = "), ["true", "false"]);
    let top = labels(config, "keys {\n}\n\nex");
    assert!(
        ["exclude", "extend", "rule", "keys"]
            .iter()
            .all(|name| top.contains(&(*name).to_owned()))
    );
    for (file, text) in [
        ("main.tf", "variable "),
        (
            "main.tf",
            "# coderlint-ignore: masked_parameter -- because ",
        ),
        ("main.tf", "locals {\n  a = \"# coderlint-ignore: "),
        ("main.tf", "locals {\n  a = <<E\n# coderlint-ignore: "),
        ("main.tf", "/* coderlint-ignore: masked_parameter */ "),
        ("README.md", "# T\n\n```sh\n# coderlint-ignore: "),
        ("README.md", "# T\n\ncoderlint-ignore: "),
        (config, "# rule \""),
        (config, "keys {\n  exclude = [\""),
    ] {
        assert_eq!(labels(file, text), [""; 0], "{text}");
    }
}

#[test]
fn a_hover_is_in_the_first_format_that_the_editor_names() {
    let folder = Folder::with(&[("main.tf", KEY_MODULE)]);
    for (formats, expected) in [
        (json!(["plaintext", "markdown"]), "plaintext"),
        (json!(["markdown"]), "markdown"),
        (json!([]), "plaintext"),
    ] {
        let mut capabilities = capabilities();
        capabilities["textDocument"]["hover"]["contentFormat"] = formats;
        let mut client = Client::start(&folder, &capabilities);
        client.open("main.tf", KEY_MODULE);
        let params = at(&client, "main.tf", 0, 12);
        let hover = client.request("textDocument/hover", &params).unwrap();
        assert_eq!(hover["contents"]["kind"], expected);
    }
}

#[test]
fn what_can_be_written_depends_on_what_is_open() {
    for (before, expected) in [
        ("", "top"),
        ("x = 1\nru", "top"),
        ("x = ", "nothing"),
        ("# ", "nothing"),
        ("// ", "nothing"),
        ("rule ", "nothing"),
        ("rule x", "nothing"),
        ("rule \"", "a rule"),
        ("rule \"unused_ignore\" {\n", "settings: level"),
        ("rule \"unused_ignore\" { le", "settings: level"),
        ("rule \"unused_ignore\" {\n  level = ", "nothing"),
        (
            "rule \"unused_ignore\" {\n  level = \"",
            "allow, warn, deny",
        ),
        ("rule \"unused_ignore\" {\n  level = \"warn\" ", "nothing"),
        ("rule \"unused_ignore\" {\n  other = \"", "nothing"),
        ("rule \"unused_ignore\" {\n}\n", "top"),
        (
            "rule \"unused_ignore\" {\n  level = \"warn\"\n  x",
            "settings: level",
        ),
        ("keys {\n  passwords = ", "true, false"),
        ("keys {\n  # passwords = ", "nothing"),
        ("rule \"no_such_rule\" {\n", "settings: "),
        ("coder {\n  ve", "settings: version"),
        ("coder {\n  version = \"", "nothing"),
        ("other {\n", "settings: "),
    ] {
        let place = match place_at(infos(), before) {
            Place::Top(..) => "top".to_owned(),
            Place::Rule => "a rule".to_owned(),
            Place::Nothing => "nothing".to_owned(),
            Place::Values(values) => values.join(", "),
            Place::Settings(settings) => {
                let names = settings.iter().map(|setting| setting.name);
                format!("settings: {}", names.collect::<Vec<_>>().join(", "))
            }
        };
        assert_eq!(place, expected, "{before:?}");
    }
}
