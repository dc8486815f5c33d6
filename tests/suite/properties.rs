//! What holds for fixes of any module: over modules made at random.

use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;

use crate::replay;
use crate::support::{Folder, findings};

/// How a key may be used; `K` stands for its name.
const USES: &[&str] = &[
    "resource \"coder_env\" \"N\" {\n  agent_id = \"x\"\n  name     = \"NAME\" # name\n  value    = var.K    # the key\n}\n",
    "resource \"coder_env\" \"N\" {\n  count    = var.K != \"\" ? 1 : 0\n  agent_id = \"x\"\n  name     = \"NAME\"\n  value    = var.K\n}\n",
    "resource \"coder_script\" \"N\" {\n  agent_id     = \"x\"\n  display_name = \"x\"\n  script = <<-EOT\n    a = \"${var.K}\" $${var.K}\n  EOT\n}\n",
    "locals {\n  N = { a = var.K, bcd = 1 }\n}\n",
    "output \"N\" {\n  value     = \"x-${base64encode(var.K)}\"\n  sensitive = true\n}\n",
    "output \"N\" {\n  value = length(var.K) > 0\n}\n",
    "resource \"terraform_data\" \"N\" {\n  input = var.K\n}\n",
    "resource \"coder_agent\" \"N\" {\n  os   = \"linux\"\n  arch = \"amd64\"\n  env = merge({ A = \"b\" }, var.K == null ? {} : { K = var.K })\n}\n",
    "# var.K is not used here\n",
    "data \"coder_parameter\" \"N\" {\n  name        = \"N\"\n  description = \"An API token\"\n}\n",
];

/// What may stand in the key's block.
const ATTRIBUTES: &[&str] = &[
    "  type = string\n",
    "  description = \"The API key.\" # é ☃\n",
    "  default = \"\"\n",
    "  sensitive = true\n",
    "  sensitive = false\n",
    "  default = null\n",
    "  // nothing\n",
    "\n  validation {\n    condition     = length(var.K) < 99\n    error_message = \"too long\"\n  }\n",
];

fn attributes() -> impl Strategy<Value = Vec<&'static str>> {
    prop::sample::subsequence(ATTRIBUTES, 0..ATTRIBUTES.len())
}

fn module() -> impl Strategy<Value = String> {
    let key = (
        prop::sample::select(vec!["api_key", "acme_token", "auth_json"]),
        attributes(),
    );
    let keys = prop::collection::vec(key, 1..3);
    let uses = prop::collection::vec((0..USES.len(), 0..2_usize), 1..5);
    (keys, uses, any::<bool>(), any::<bool>()).prop_map(|(keys, uses, crlf, final_newline)| {
        let mut text = String::new();
        let mut names: Vec<&str> = Vec::new();
        for (name, attributes) in &keys {
            if names.contains(name) {
                continue;
            }
            names.push(name);
            let mut seen: Vec<&str> = Vec::new();
            let _ = writeln!(text, "variable \"{name}\" {{");
            for attribute in attributes {
                let first = attribute.split_whitespace().next().unwrap_or_default();
                if !seen.contains(&first) {
                    seen.push(first);
                    text.push_str(&attribute.replace("var.K", &format!("var.{name}")));
                }
            }
            text.push_str("}\n\n");
        }
        for (index, (what, key)) in uses.iter().enumerate() {
            let name = names[key % names.len()];
            let with = USES[*what].replace("var.K", &format!("var.{name}"));
            let _ = writeln!(text, "{}", with.replace('N', &format!("n{index}_")));
        }
        let text = text.replace("n0_AME", "NAME");
        let text = if final_newline {
            text
        } else {
            text.trim_end().to_owned()
        };
        if crlf {
            text.replace('\n', "\r\n")
        } else {
            text
        }
    })
}

fn written(text: &str) -> Folder {
    Folder::with(&[("m/main.tf", text), ("m/README.md", "# M\n\nText.\n")])
}

fn files(folder: &Folder) -> [String; 2] {
    ["m/main.tf", "m/README.md"].map(|name| fs::read_to_string(folder.join(name)).unwrap())
}

/// What the fixes that are trusted that far make of a module: the program and
/// the edits in its reports come to the same, byte for byte, and nothing is left.
fn fixed(text: &str, arguments: &[&str], trusted: &[&str]) -> Result<[String; 2], TestCaseError> {
    let folder = written(text);
    let run = folder.run(arguments);
    prop_assert_eq!(run.complaints(), "", "{}", text);
    let fixed = files(&folder);
    let report = folder.json(&[]);
    for diagnostic in report["diagnostics"].as_array().unwrap() {
        let left = diagnostic["fix"]["applicability"].as_str();
        let is_left = left.is_some_and(|left| trusted.contains(&left));
        prop_assert!(!is_left, "{:?}\n{}\n{}", findings(&report), text, fixed[0]);
    }
    prop_assert!(findings(&report).len() <= findings(&written(text).json(&[])).len());
    folder.run(arguments);
    prop_assert_eq!(&files(&folder), &fixed, "a second run changes something");
    let replayed = written(text);
    let settled = replay::until_settled(replayed.path(), trusted, || replayed.json(&[]));
    prop_assert_eq!(settled, Ok(()), "{}", text);
    prop_assert_eq!(&files(&replayed), &fixed, "by edits, and by the program");
    Ok(fixed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_hold(text in module()) {
        fixed(&text, &["--fix"], &["safe"])?;
        let all = fixed(&text, &["--fix", "--unsafe-fixes"], &["safe", "unsafe"])?;
        let fixed = &all[0];
        let carriage_returns = fixed.matches("\r\n").count();
        let expected = if text.contains('\r') { fixed.matches('\n').count() } else { 0 };
        prop_assert_eq!(carriage_returns, expected, "{}", fixed);
        prop_assert_eq!(text.ends_with('\n'), fixed.ends_with('\n'));
        let escaped = |text: &str| text.matches("$${var.").count();
        prop_assert_eq!(escaped(&text), escaped(fixed));
    }
}
