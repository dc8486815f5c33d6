//! Ignore comments: whatever they say, they hide nothing but what they name, and
//! what is hidden is there without them.
#![no_main]

#[path = "module.rs"]
mod module;

use std::collections::BTreeSet;

use coderlint::fix::add_ignores;
use libfuzzer_sys::fuzz_target;

const KEY: &str = "variable \"api_key\" {\n  type = string\n}\n\nresource \"coder_env\" \"k\" {\n  agent_id = \"x\"\n  name     = \"K\"\n  value    = var.api_key\n}\n";

fn rules(code: &str, readme: &str) -> BTreeSet<&'static str> {
    let mut workspace = module::workspace(&[("main.tf", code), ("README.md", readme)]);
    let found = module::lint(&mut workspace);
    found.iter().for_each(module::check);
    let diagnostics = found.iter().flat_map(|report| &report.diagnostics);
    diagnostics.map(|diagnostic| diagnostic.rule.id).collect()
}

fuzz_target!(|input: (&str, &str)| {
    let (said, readme) = input;
    let said = said.replace(['\n', '\r'], " ");
    let code = format!("# coderlint-ignore{said}\n{KEY}");
    let with = rules(&code, readme);
    for rule in ["masked_parameter", "sensitive_variable"] {
        assert!(with.contains(rule) || said.contains(rule), "{code}");
    }
    // What is added ignores all that it can.
    let mut workspace = module::workspace(&[("main.tf", KEY), ("README.md", readme)]);
    let found = module::lint(&mut workspace);
    add_ignores(&mut workspace, &found);
    let left = module::lint(&mut workspace);
    let left = left.iter().flat_map(|report| &report.diagnostics);
    for diagnostic in left {
        let file = diagnostic.finding.primary.span.file;
        let rule = diagnostic.rule.id;
        let is_code = found.iter().any(|report| {
            let mut sources = report.sources.iter();
            sources.any(|(id, source)| id == file && source.name.ends_with(".tf"))
        });
        assert!(!is_code || rule == "unused_ignore", "{rule} is still found");
    }
});
