//! Policies: rules of one's own.

mod as_rules;
mod conditions;
mod facts;
mod files;
mod hidden;
mod hostile;
mod inputs;
mod judged;
mod library;
mod mistakes;
mod policytest;

use crate::support::Folder;

/// A configuration for the policies beside it.
pub(crate) const CONFIG: &str = "policies = [\"*.policy.hcl\"]\n";

/// A folder with a policy file and a module.
pub(crate) fn folder(policies: &str, module: &str) -> Folder {
    Folder::with(&[
        (".coderlint.hcl", CONFIG),
        ("own.policy.hcl", policies),
        ("m/main.tf", module),
    ])
}

/// The rules that find something, each with the subject.
pub(crate) fn found(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let report = folder.json(arguments);
    let findings = report["diagnostics"].as_array().unwrap().iter();
    let mut found: Vec<String> = findings
        .map(|finding| format!("{} {}", text(&finding["rule"]), text(&finding["subject"])))
        .collect();
    found.sort();
    found
}

pub(crate) fn text(value: &serde_json::Value) -> &str {
    value.as_str().unwrap_or("null")
}
