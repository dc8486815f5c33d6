//! `--facts`: what policies see.

use serde_json::{Value, json};

use super::folder;
use crate::support::repository;

const MODULE: &str = r#"variable "api_key" {
  type      = string
  sensitive = true
}

resource "coder_env" "key" {
  agent_id = coder_agent.main.id
  name     = "API_KEY"
  value    = var.api_key
  labels   = { a = "x", b = var.api_key }
  list     = [1, var.api_key]
  json     = jsonencode({ a = 1.5 })
  half     = jsonencode({ a = var.api_key })
}
"#;

#[test]
fn facts_are_what_policies_see() {
    let folder = folder("", MODULE);
    let run = folder.run(["--facts"]);
    assert_eq!((run.code(), run.stderr().as_str()), (0, ""));
    let facts = run.json();
    assert_eq!(facts["version"], 1);
    let blocks = facts["blocks"].as_array().unwrap();
    let kinds: Vec<&Value> = blocks.iter().map(|block| &block["kind"]).collect();
    assert_eq!(kinds, ["variable", "resource"]);
    let expected = json!({
        "kind": "resource",
        "file": "m/main.tf",
        "module": "m",
        "range": {
            "start": { "line": 6, "column": 1, "offset": 64 },
            "end": { "line": 6, "column": 27, "offset": 90 },
        },
        "attrs": {
            "agent_id": null,
            "half": null,
            "id": null,
            "json": "{\"a\":1.5}",
            "labels": { "a": "x", "b": null },
            "list": [1, null],
            "name": "API_KEY",
            "value": null,
        },
        "meta": {
            "address": "coder_env.key",
            "file": "m/main.tf",
            "is_template": false,
            "keys": ["var.api_key"],
            "module": "m",
            "name": "key",
            "provider_type": "coder",
            "references": {
                "agent_id": ["coder_agent.main.id"],
                "half": ["var.api_key"],
                "json": [],
                "labels": ["var.api_key"],
                "list": ["var.api_key"],
                "name": [],
                "value": ["var.api_key"],
            },
            "type": "coder_env",
        },
        "unknown": [
            "attrs.agent_id",
            "attrs.half",
            "attrs.id",
            "attrs.labels.b",
            "attrs.list[1]",
            "attrs.value",
        ],
    });
    assert_eq!(blocks[1], expected);
    assert_eq!(blocks[0]["meta"]["key"], true);
    assert_eq!(blocks[0]["meta"]["reaches"], json!(["workspace"]));
}

#[test]
fn facts_fit_their_schema() {
    let path = repository().join("src/report/facts.schema.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let facts = folder("", MODULE).run(["--facts"]).json();
    assert!(validator.is_valid(&facts));
    let mut wrong = facts;
    wrong["blocks"][0]["unknown"] = json!([1]);
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn flags_that_make_no_sense_with_facts_are_refused() {
    let folder = folder("", MODULE);
    for flag in ["--fix", "--statistics", "--test-policies"] {
        assert_eq!(folder.run(["--facts", flag]).code(), 1, "{flag}");
    }
    assert_eq!(folder.run(["--facts", "gone"]).code(), 1);
}
