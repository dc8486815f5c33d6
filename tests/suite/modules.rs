//! Facts that span modules: local children and README examples.

use crate::support::{Folder, findings};

/// A key, in a module for a workspace.
const KEY: &str = "variable \"agent_id\" {}\nvariable \"api_key\" {\n  sensitive = true\n}\n";

#[test]
fn a_key_handed_to_a_childs_key_variable_is_the_childs_business() {
    let folder = Folder::with(&[
        (
            "main.tf",
            &format!(
                "{KEY}module \"child\" {{\n  source  = \"./child\"\n  api_key = var.api_key\n}}\n"
            ),
        ),
        (
            "child/main.tf",
            &format!("{KEY}output \"x\" {{\n  value     = var.api_key\n  sensitive = true\n}}\n"),
        ),
    ]);
    assert_eq!(
        findings(&folder.json(&[])),
        ["masked_parameter child/main.tf api_key"]
    );
}

#[test]
fn a_key_is_followed_into_a_child() {
    let child = |sink: &str| format!("variable \"text\" {{}}\n{sink}\n");
    let folder = Folder::with(&[
        (
            "a/main.tf",
            &format!(
                "{KEY}module \"child\" {{\n  source = \"../shows\"\n  text   = var.api_key\n}}\n"
            ),
        ),
        (
            "b/main.tf",
            &format!(
                "{KEY}module \"child\" {{\n  source = \"../uses\"\n  text   = var.api_key\n}}\n"
            ),
        ),
        (
            "c/main.tf",
            &format!(
                "{KEY}module \"child\" {{\n  source = \"../deeper\"\n  text   = var.api_key\n}}\n"
            ),
        ),
        (
            "d/main.tf",
            &format!(
                "{KEY}module \"child\" {{\n  source = \"example/registry/remote\"\n  text   = var.api_key\n}}\n"
            ),
        ),
        (
            "shows/main.tf",
            &child("output \"x\" {\n  value = var.text\n}"),
        ),
        (
            "uses/main.tf",
            &child("provider \"x\" {\n  key = var.text\n}"),
        ),
        (
            "deeper/main.tf",
            &child("module \"m\" {\n  source = \"../shows\"\n  text = var.text\n}"),
        ),
    ]);
    assert_eq!(
        findings(&folder.json(&[])),
        [
            "masked_parameter a/main.tf api_key",
            "masked_parameter c/main.tf api_key",
            "masked_parameter d/main.tf api_key",
        ]
    );
}

#[test]
fn what_is_known_of_a_child_does_not_depend_on_who_asks_first() {
    let hands_on = |variable: &str, source: &str| {
        format!(
            "variable \"agent_id\" {{}}\nvariable \"{variable}\" {{\n  sensitive = true\n}}\nmodule \"m\" {{\n  source = \"{source}\"\n  text   = var.{variable}\n}}\n"
        )
    };
    let sink = "output \"x\" {\n  value     = var.text\n  sensitive = true\n}\n";
    let folder = Folder::new();
    // A circle, which Terraform refuses: a → z → b → a, with a use in a.
    folder.write("a/main.tf", hands_on("text", "../z") + sink);
    folder.write("b/main.tf", hands_on("text", "../a"));
    folder.write("z/main.tf", hands_on("api_key", "../b"));
    // A long chain, with a use at its end.
    for at in 0..60 {
        let variable = if at == 0 { "api_key" } else { "text" };
        let next = format!("../c{}", at + 1);
        folder.write(format!("c{at}/main.tf"), hands_on(variable, &next));
    }
    folder.write("c60/main.tf", format!("variable \"text\" {{}}\n{sink}"));
    let mut alone = Vec::new();
    for module in ["a", "b", "c0", "c30", "z"] {
        alone.extend(findings(&folder.json(&[module])));
    }
    assert_eq!(alone, ["masked_parameter c0/main.tf api_key"]);
    for threads in ["1", "2"] {
        assert_eq!(findings(&folder.json(&["--threads", threads])), alone);
    }
}

#[test]
fn the_selection_of_modules_changes_no_finding() {
    let folder = Folder::with(&[
        (
            "main.tf",
            &format!(
                "{KEY}module \"child\" {{\n  source  = \"./child\"\n  api_key = var.api_key\n}}\n"
            ),
        ),
        (
            "child/main.tf",
            &format!("{KEY}output \"x\" {{\n  value     = var.api_key\n  sensitive = true\n}}\n"),
        ),
    ]);
    assert_eq!(findings(&folder.json(&["main.tf"])), [""; 0]);
    assert_eq!(
        findings(&folder.json(&["child"])),
        ["masked_parameter child/main.tf api_key"]
    );
}

#[test]
fn an_example_is_found_at_its_place_in_the_readme() {
    let readme = "# Module\n\nText.\n\n- step\n\n  ```tf\n  variable \"anthropic_api_key\" {\n    sensitive = true\n  }\n  ```\n\n> ```tf\n> resource \"coder_agent\" \"main\" {\n>   env = {\n>     ANTHROPIC_API_KEY = var.anthropic_api_key\n>   }\n> }\n> ```\n";
    let folder = Folder::with(&[("main.tf", ""), ("README.md", readme)]);
    let report = folder.json(&[]);
    assert_eq!(
        findings(&report),
        ["masked_parameter README.md anthropic_api_key"]
    );
    let start = &report["diagnostics"][0]["range"]["start"];
    assert_eq!((&start["line"], &start["column"]), (&8.into(), &12.into()));
    let at = usize::try_from(start["offset"].as_u64().unwrap()).unwrap();
    assert!(readme[at..].starts_with("\"anthropic_api_key\""));
    let text = folder.run([""; 0]).stdout();
    assert!(
        text.contains("ANTHROPIC_API_KEY = var.anthropic_api_key"),
        "{text}"
    );
}

#[test]
fn an_ordinary_terraform_module_has_no_form_to_offer() {
    let call =
        "module \"x\" {\n  source = \"terraform-aws-modules/ecs/aws\"\n  secret = var.api_key\n}\n";
    let providers = "terraform {\n  required_providers {\n    aws = {\n      source = \"hashicorp/aws\"\n    }\n  }\n}\n";
    let key = "variable \"api_key\" {\n  sensitive = true\n}\n";
    let folder = Folder::with(&[
        ("aws/main.tf", &format!("{providers}{key}{call}")),
        ("none/main.tf", &format!("{key}{call}")),
        (
            "none/README.md",
            "Use it beside Coder: `registry.coder.com/x`.\n",
        ),
        ("workspace/main.tf", &format!("{providers}{KEY}{call}")),
    ]);
    assert_eq!(
        findings(&folder.json(&[])),
        ["masked_parameter workspace/main.tf api_key"]
    );
}
