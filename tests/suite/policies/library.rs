//! The policies on the page are ones to start from: each finds what it is about,
//! and nothing in a module that does as it asks.

use std::collections::BTreeSet;
use std::fs;

use coderlint::policy::GET_RESOURCES;
use coderlint::terraform::functions;

use super::{CONFIG, found};
use crate::support::{Folder, repository};

/// A policy's id, a module that breaks it, with what is found there, and one that
/// doesn't.
const CASES: &[(&str, &str, &[&str], &str)] = &[
    (
        "app_icon",
        "resource \"coder_app\" \"web\" {\n  slug = \"My_App\"\n}\n",
        &["coder_app.web", "coder_app.web"],
        "resource \"coder_app\" \"web\" {\n  slug = \"my-app\"\n  icon = \"/icon/code.svg\"\n}\nresource \"coder_app\" \"log\" {\n  hidden = true\n}\n",
    ),
    (
        "pinned_module",
        "module \"code\" {\n  source = \"registry.coder.com/coder/code-server/coder\"\n}\n",
        &["module.code"],
        "module \"code\" {\n  source  = \"registry.coder.com/coder/code-server/coder\"\n  version = \"1.2.3\"\n}\nmodule \"own\" {\n  source = \"./own\"\n}\n",
    ),
    (
        "described_variable",
        "variable \"a\" {\n}\nvariable \"b\" {\n  description = \"  \"\n}\n",
        &["var.a", "var.b"],
        "variable \"a\" {\n  description = \"Which region.\"\n}\n",
    ),
    (
        "unprivileged_container",
        r#"resource "docker_container" "workspace" {
  privileged = true
}
resource "kubernetes_deployment_v1" "main" {
  spec {
    template {
      spec {
        container {
          name = "init"
        }
        container {
          security_context {
            privileged = true
          }
        }
      }
    }
  }
}
"#,
        &[
            "docker_container.workspace",
            "kubernetes_deployment_v1.main",
        ],
        r#"resource "docker_container" "workspace" {
  image = "x"
}
resource "kubernetes_deployment" "main" {
  spec {
    template {
      spec {
        container {
          security_context {
            run_as_user = 1000
          }
        }
      }
    }
  }
}
"#,
    ),
    (
        "unprivileged_pod",
        "resource \"kubernetes_pod\" \"main\" {\n  spec {\n    container {\n      security_context {\n        privileged = true\n      }\n    }\n  }\n}\n",
        &["kubernetes_pod.main"],
        "resource \"kubernetes_pod\" \"main\" {\n  spec {\n    container {\n      image = \"x\"\n    }\n  }\n}\n",
    ),
    (
        "startup_behavior",
        "resource \"coder_agent\" \"main\" {\n  startup_script = \"true\"\n}\n",
        &["coder_agent.main"],
        "resource \"coder_agent\" \"main\" {\n  startup_script          = \"true\"\n  startup_script_behavior = \"blocking\"\n}\nresource \"coder_agent\" \"other\" {\n}\n",
    ),
    (
        "display_name",
        "data \"coder_parameter\" \"region\" {\n  name = \"region\"\n}\n",
        &["data.coder_parameter.region"],
        "data \"coder_parameter\" \"region\" {\n  name         = \"region\"\n  display_name = \"Region\"\n}\n",
    ),
    (
        "tagged_image",
        "resource \"docker_image\" \"a\" {\n  name = \"ubuntu\"\n}\nresource \"docker_image\" \"b\" {\n  name = \"localhost:5000/ubuntu:latest\"\n}\nresource \"docker_image\" \"c\" {\n  name = \"localhost:5000/ubuntu\"\n}\n",
        &["docker_image.a", "docker_image.b", "docker_image.c"],
        "resource \"docker_image\" \"a\" {\n  name = \"localhost:5000/ubuntu:24.04\"\n}\nresource \"docker_image\" \"b\" {\n  name = \"coder-${data.coder_workspace.me.id}\"\n}\n",
    ),
    (
        "key_in_template",
        "variable \"api_key\" {\n  type      = string\n  sensitive = true\n}\nresource \"coder_agent\" \"main\" {\n  env = { API_KEY = var.api_key }\n}\n",
        &["var.api_key"],
        "variable \"api_key\" {\n  type      = string\n  sensitive = true\n}\nprovider \"hcloud\" {\n  token = var.api_key\n}\nresource \"coder_agent\" \"main\" {\n  env = { REGION = \"x\" }\n}\n",
    ),
    (
        "key_in_item",
        "variable \"api_key\" {\n  type      = string\n  sensitive = true\n}\nresource \"coder_metadata\" \"info\" {\n  item {\n    key       = \"key\"\n    value     = var.api_key\n    sensitive = true\n  }\n}\n",
        &["coder_metadata.info"],
        "variable \"region\" {\n  type = string\n}\nresource \"coder_metadata\" \"info\" {\n  item {\n    key   = \"region\"\n    value = var.region\n  }\n}\n",
    ),
    (
        "key_in_preset",
        "data \"coder_parameter\" \"key\" {\n  name        = \"api_key\"\n  description = \"Your API key\"\n  styling     = jsonencode({ mask_input = true })\n}\ndata \"coder_workspace_preset\" \"small\" {\n  name       = \"Small\"\n  parameters = { api_key = \"x\" }\n}\n",
        &["data.coder_workspace_preset.small"],
        "data \"coder_parameter\" \"key\" {\n  name        = \"api_key\"\n  description = \"Your API key\"\n  styling     = jsonencode({ mask_input = true })\n}\ndata \"coder_workspace_preset\" \"small\" {\n  name       = \"Small\"\n  parameters = { size = \"1\" }\n}\n",
    ),
];

/// The text of the page from the library on.
fn library() -> String {
    let page = fs::read_to_string(repository().join("src/policy/README.md")).unwrap();
    let (_, library) = page.split_once("## Ten to start from").unwrap();
    library.to_owned()
}

/// Its policies, one to a file; those with one id are in one fence.
fn policies() -> Vec<String> {
    let library = library();
    let fences = library.split("```hcl\n").skip(1);
    fences
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

fn with_library(module: &str) -> Folder {
    let folder = Folder::with(&[(".coderlint.hcl", CONFIG), ("m/main.tf", module)]);
    for (index, policy) in policies().iter().enumerate() {
        folder.write(format!("{index}.policy.hcl"), policy);
    }
    folder
}

#[test]
fn each_policy_finds_what_it_is_about() {
    for (id, bad, subjects, good) in CASES {
        let expected: Vec<String> = subjects.iter().map(|it| format!("{id} {it}")).collect();
        assert_eq!(found(&with_library(bad), &["--only", id]), expected);
        let folder = with_library(good);
        assert!(found(&folder, &["--only", id]).is_empty(), "{id}");
        let run = folder.run(["--only", id]);
        assert_eq!((run.code(), run.stderr().as_str()), (0, ""), "{id}");
    }
}

#[test]
fn each_policy_on_the_page_is_tried() {
    let list = with_library("variable \"x\" {}\n")
        .run(["--rules", "--format", "json"])
        .json();
    let urls = list
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["url"].is_null());
    let ids: BTreeSet<&str> = urls.map(|it| it["id"].as_str().unwrap()).collect();
    let tried: BTreeSet<&str> = CASES.iter().map(|(id, ..)| *id).collect();
    assert_eq!(ids, tried);
    assert!(ids.len() >= 10);
}

/// The page lists the functions that there are, and no others.
#[test]
fn the_page_lists_every_function() {
    let page = fs::read_to_string(repository().join("src/policy/README.md")).unwrap();
    let (_, rest) = page.split_once("or `NAME` alone:\n\n").unwrap();
    let (list, _) = rest.split_once(".\n\n").unwrap();
    let listed: Vec<&str> = list.split([',', ' ', '\n', '`']).collect();
    let listed: Vec<&str> = listed.into_iter().filter(|it| !it.is_empty()).collect();
    let known: BTreeSet<&str> = functions::names().chain([GET_RESOURCES]).collect();
    assert_eq!(listed, known.into_iter().collect::<Vec<_>>());
    assert!(list.lines().all(|line| line.len() <= 80));
}

/// What the page says before the library works as it says.
#[test]
fn the_pages_first_policy_finds_what_it_shows() {
    let page = fs::read_to_string(repository().join("src/policy/README.md")).unwrap();
    let fence = |mark: &str, nth: usize| {
        let rest = page.split(&format!("```{mark}\n")).nth(nth + 1).unwrap();
        rest.split("```").next().unwrap().to_owned()
    };
    let folder = Folder::with(&[
        (".coderlint.hcl", &fence("hcl", 0)),
        ("policies/apps.policy.hcl", &fence("hcl", 1)),
        ("policies/apps.policytest.hcl", &fence("hcl", 3)),
        (
            "main.tf",
            "resource \"coder_agent\" \"main\" {\n  os   = \"linux\"\n  arch = \"amd64\"\n}\nresource \"coder_app\" \"web\" {\n  slug = \"web\"\n}\n",
        ),
    ]);
    let shown = folder.run(["--only", "app_icon"]).stdout();
    assert!(shown.starts_with(&fence("text", 0)), "{shown}");
    let tests = folder.run(["--test-policies"]);
    assert_eq!(
        (tests.code(), tests.stdout().as_str()),
        (0, "2 tests, 0 failed\n"),
        "{}",
        tests.stderr()
    );
}
