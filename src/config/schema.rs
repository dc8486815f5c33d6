//! The JSON schema of the configuration's shape, for editors.

use serde_json::{Map, Value, json};

use super::file::settings_of;
use super::settings::{CODER, KEYS, ROOT};
use crate::rule::{Kind, RuleInfo, Setting};

/// The schema: JSON Schema, draft 2020-12, over the configuration in HCL's JSON
/// form, where a block is an object and a label a key.
pub fn schema(rules: &[&RuleInfo]) -> Value {
    let rules: Map<String, Value> = rules
        .iter()
        .map(|rule| {
            let mut shape = object(&settings_of(rule));
            shape["description"] = json!(rule.summary);
            (rule.id.to_owned(), shape)
        })
        .collect();
    let mut root = object(ROOT);
    root["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    root["title"] = json!(super::FILE_NAME);
    root["properties"]["coder"] = object(CODER);
    root["properties"]["keys"] = object(KEYS);
    root["properties"]["rule"] = json!({
        "type": "object",
        "properties": rules,
        "additionalProperties": false,
    });
    root
}

fn object(settings: &[Setting]) -> Value {
    let properties: Map<String, Value> = settings
        .iter()
        .map(|setting| {
            let mut shape = match setting.kind {
                Kind::Bool => json!({ "type": "boolean" }),
                Kind::String | Kind::Constraint => json!({ "type": "string" }),
                Kind::Inputs => json!({ "type": "object" }),
                Kind::Strings | Kind::Globs | Kind::Paths | Kind::Policies => {
                    json!({ "type": "array", "items": { "type": "string" } })
                }
                Kind::Level => json!({ "enum": ["allow", "warn", "deny"] }),
            };
            shape["description"] = json!(setting.about);
            (setting.name.to_owned(), shape)
        })
        .collect();
    json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}
