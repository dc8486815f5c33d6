//! Policies: a file of any text, and any line as a condition. Each mistake has a
//! place, each finding too, and the order of policies changes nothing.
#![no_main]

mod module;

use std::path::Path;

use coderlint::diagnostic::ModuleReport;
use libfuzzer_sys::fuzz_target;

const MODULE: &str = r#"
variable "api_key" {
  type      = string
  sensitive = true
}
variable "size" {
  type    = object({ cpu = number })
  default = { cpu = 2 }
}
resource "coder_app" "web" {
  agent_id = coder_agent.main.id
  slug     = "web"
  order    = var.size.cpu
  labels   = { a = 1, b = null, c = var.api_key }
  list     = [1, "2", var.api_key, true]
  healthcheck {
    url = "http://localhost"
  }
}
resource "coder_env" "key" {
  name  = "API_KEY"
  value = var.api_key
}
"#;

/// What comes of policies: the reports, once every place in them was looked at.
fn judged(policies: &str) -> (usize, Vec<ModuleReport>) {
    let mut workspace = module::workspace(&[
        (".coderlint.hcl", "policies = [\"own.policy.hcl\"]\n"),
        ("own.policy.hcl", policies),
        ("main.tf", MODULE),
    ]);
    let reports = module::lint(&mut workspace);
    let errors = workspace.configs().errors();
    for error in &errors {
        if let Some((range, _)) = &error.at {
            assert!(
                policies.get(range.clone()).is_some() || error.file == ".coderlint.hcl",
                "{error:?}"
            );
        }
        assert!(
            !error.message.is_empty() && !error.message.contains('\n'),
            "{error:?}"
        );
    }
    for report in &reports {
        module::check(report);
        for trouble in &report.troubles {
            assert!(policies.get(trouble.at.clone()).is_some(), "{trouble:?}");
        }
    }
    (errors.len(), reports)
}

/// The findings and troubles, in any order.
fn summary(reports: &[ModuleReport]) -> Vec<String> {
    let found = reports.iter().flat_map(|report| {
        let findings = report.diagnostics.iter();
        let findings = findings.map(|it| {
            format!(
                "{} {:?} {}",
                it.rule.id, it.finding.subject, it.finding.message
            )
        });
        let troubles = report.troubles.iter().map(|it| it.message.clone());
        findings.chain(troubles)
    });
    let mut found: Vec<String> = found.collect();
    found.sort();
    found
}

fuzz_target!(|text: &str| {
    let _ = Path::new(module::FOLDER);
    judged(text);
    let policies: Vec<String> = text
        .lines()
        .take(12)
        .enumerate()
        .map(|(index, line)| {
            format!("resource_policy \"coder_*\" \"p{index}\" {{\n  enforce {{\n    condition = {line}\n    error_message = \"${{attrs.slug}}\"\n  }}\n}}\n")
        })
        .collect();
    let (mistakes, forwards) = judged(&policies.concat());
    let backwards: String = policies.iter().rev().map(String::as_str).collect();
    let (others, turned) = judged(&backwards);
    // Lines may make one block of two; then there is nothing to compare.
    if mistakes == 0 && others == 0 {
        assert_eq!(summary(&forwards), summary(&turned));
    }
});
