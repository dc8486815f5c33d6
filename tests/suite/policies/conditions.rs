//! What conditions come to, on blocks that say all kinds of things.

use std::fmt::Write as _;

use super::{folder, found, text};
use crate::support::Folder;

const MODULE: &str = r#"
terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
    docker = { source = "kreuzwerker/docker" }
  }
}

provider "docker" {
  alias = "remote"
  host  = "ssh://x"
}

variable "unset" {
  type = string
}

variable "nullable" {
  type    = string
  default = null
}

variable "port" {
  type = object({
    number   = number
    protocol = string
  })
  default = { number = 80, protocol = "tcp" }
}

variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "ask" {
  type    = bool
  default = false
}

locals {
  title = "Web ${var.port.number}"
}

resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

resource "coder_app" "web" {
  agent_id     = coder_agent.main.id
  count        = 2
  slug         = "web"
  display_name = local.title
  icon         = var.unset
  order        = 3
  group        = var.nullable
  labels       = { a = 1, b = var.unset }
  ports        = [1, var.port.number, var.unset]
  url          = "http://localhost:${var.port.number}"
  healthcheck {
    interval = 5
    retry {
      times = 2
    }
  }
  healthcheck {
    interval = 7
  }
  dynamic "option" {
    for_each = [1]
    content {
      name = option.value
    }
  }
}

data "coder_parameter" "key" {
  count       = var.ask ? 1 : 0
  name        = "api_key"
  description = "Your API key. Stored unencrypted."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}

resource "coder_env" "key" {
  agent_id = coder_agent.main.id
  name     = "API_KEY"
  value    = try(data.coder_parameter.key[0].value, var.api_key)
}

module "code" {
  source  = "registry.coder.com/coder/code-server/coder"
  version = "1.2.3"
  count   = 1
  title   = [for k, v in { a = local.title } : "${k}${v}"]
}

module "range" {
  source  = "registry.coder.com/coder/range/coder"
  version = "~> 1.2"
}

output "title" {
  value = local.title
}
"#;

/// What comes of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comes {
    True,
    False,
    /// It decides nothing.
    Open,
    /// It fails with the block's values.
    Fails,
}
use Comes::{Fails, False, Open, True};

const APP: &str = "resource_policy \"coder_app\"";

const CONDITIONS: &[(&str, &str, Comes)] = &[
    // What the block says.
    (APP, "attrs.slug == \"web\"", True),
    (APP, "attrs[\"slug\"] == \"web\"", True),
    (APP, "attrs.slug == \"other\"", False),
    (APP, "attrs.count == 2", True),
    (APP, "attrs.display_name == \"Web 80\"", True),
    (APP, "attrs.url == \"http://localhost:80\"", True),
    (APP, "attrs.healthcheck[0].interval == 5", True),
    (APP, "core::length(attrs.healthcheck) == 2", True),
    (APP, "attrs.healthcheck[*].interval == [5, 7]", True),
    (APP, "attrs.healthcheck[0].retry[0].times == 2", True),
    (
        APP,
        "core::sum([for h in attrs.healthcheck : h.interval]) == 12",
        True,
    ),
    (APP, "core::keys(attrs.labels) == [\"a\", \"b\"]", True),
    (APP, "core::length(attrs.ports) == 3", True),
    (APP, "core::contains(attrs.ports, 80)", True),
    // What isn't there.
    (APP, "attrs.hidden == null", True),
    (APP, "attrs.hidden != null", False),
    (APP, "attrs.healthcheck[0].url == null", True),
    (APP, "attrs.healthcheck[7].url == null", True),
    (APP, "attrs.nothing.at.all == null", True),
    (APP, "attrs.nothing[0].at[1] == null", True),
    (APP, "core::try(attrs.hidden, false) == false", True),
    (
        APP,
        "core::try(attrs.healthcheck[7].url, \"none\") == \"none\"",
        True,
    ),
    (APP, "core::can(attrs.slug)", True),
    (APP, "core::can(attrs.hidden)", False),
    (APP, "core::can(attrs.nothing.at.all)", False),
    (APP, "attrs.slug == null || attrs.order == 3", True),
    (APP, "attrs.hidden != null && attrs.hidden < 3", False),
    (APP, "attrs.hidden == null || attrs.hidden", True),
    // What nobody can tell.
    (APP, "attrs.agent_id == \"x\"", Open),
    (APP, "attrs.agent_id != null", Open),
    (APP, "attrs.id == null", Open),
    (APP, "attrs.icon != null", Open),
    (APP, "attrs.group != null", Open),
    (APP, "attrs.labels.b == 1", Open),
    (APP, "attrs.labels.c == null", True),
    (APP, "core::length(attrs.option) > 0", Open),
    (APP, "core::contains(attrs.ports, 81)", Open),
    (APP, "attrs.icon != null || true", True),
    (APP, "attrs.icon == null && false", False),
    (APP, "attrs.icon == null ? true : true", True),
    (APP, "[attrs.icon, 1] == [1]", False),
    (APP, "!attrs.icon", Open),
    (APP, "core::startswith(attrs.icon, \"/\")", Open),
    // What fails.
    (APP, "attrs.hidden < 3", Fails),
    (APP, "!attrs.hidden", Fails),
    (APP, "attrs.hidden", Fails),
    (APP, "attrs.slug", Fails),
    (APP, "attrs.slug < 3", Fails),
    (APP, "core::length(attrs.hidden) == 0", Fails),
    (APP, "core::startswith(attrs.hidden, \"x\")", Fails),
    (APP, "attrs.slug.name == 1", Fails),
    (APP, "core::regex(\"x\", attrs.slug) == \"x\"", Fails),
    (APP, "core::can(core::regex(\"x\", attrs.slug))", False),
    // Facts.
    (
        APP,
        "meta.name == \"web\" && meta.address == \"coder_app.web\"",
        True,
    ),
    (
        APP,
        "meta.type == \"coder_app\" && meta.provider_type == \"coder\"",
        True,
    ),
    (
        APP,
        "meta.file == \"m/main.tf\" && meta.module == \"m\"",
        True,
    ),
    (APP, "meta.is_template", True),
    (
        APP,
        "meta.references.agent_id == [\"coder_agent.main.id\"]",
        True,
    ),
    (APP, "meta.references.order == []", True),
    (APP, "meta.references.hidden == null", True),
    (APP, "meta.references.option == []", True),
    (APP, "meta.references.url == [\"var.port.number\"]", True),
    (APP, "meta.keys == []", True),
    (APP, "meta.source == null && meta.masked == null", True),
    (
        "resource_policy \"coder_env\"",
        "meta.keys == [\"data.coder_parameter.key\", \"var.api_key\"]",
        True,
    ),
    (
        "resource_policy \"coder_env\"",
        "meta.references.value == [\"data.coder_parameter.key.value\", \"var.api_key\"]",
        True,
    ),
    (
        "variable_policy \"api_key\"",
        "meta.key && meta.reaches == [\"workspace\"]",
        True,
    ),
    (
        "variable_policy \"ask\"",
        "!meta.key && meta.reaches == []",
        True,
    ),
    (
        "variable_policy \"port\"",
        "attrs.type == \"object({ number = number protocol = string })\"",
        True,
    ),
    (
        "variable_policy \"port\"",
        "meta.references.type == [] && meta.address == \"var.port\"",
        True,
    ),
    (
        "variable_policy \"unset\"",
        "core::can(attrs.default)",
        False,
    ),
    (
        "variable_policy \"nullable\"",
        "core::can(attrs.default) && attrs.default == null",
        True,
    ),
    (
        "data_policy \"coder_parameter\"",
        "meta.credential == \"key\" && meta.masked && meta.switch == \"ask\"",
        True,
    ),
    (
        "data_policy \"coder_parameter\"",
        "!meta.in_form && meta.address == \"data.coder_parameter.key\"",
        True,
    ),
    (
        "output_policy \"title\"",
        "attrs.value == \"Web 80\" && meta.address == \"output.title\"",
        True,
    ),
    (
        "module_policy \"*/code-server/*\"",
        "meta.version == \"1.2.3\" && meta.address == \"module.code\"",
        True,
    ),
    (
        "module_policy \"*/code-server/*\"",
        "attrs.count == 1 && attrs.title == [\"aWeb 80\"]",
        True,
    ),
    (
        "module_policy \"*/code-server/*\"",
        "meta.references.title == [\"local.title\"]",
        True,
    ),
    (
        "module_policy \"*/code-server/*\"",
        "core::semverconstraint(meta.version, \">= 1.2, < 2.0.0\")",
        True,
    ),
    (
        "module_policy \"*/code-server/*\"",
        "core::semverconstraint(meta.version, \"~> 1.3\")",
        False,
    ),
    (
        "module_policy \"*/code-server/*\"",
        "core::semvercmp(meta.version, \"1.10.0\") == -1",
        True,
    ),
    (
        "module_policy \"*/range/*\"",
        "core::semverconstraint(meta.version, \">= 1.0\")",
        Open,
    ),
    (
        "module_policy \"*/range/*\"",
        "core::semverconstraint(\"latest\", \">= 1.0\")",
        Fails,
    ),
    (
        "provider_policy \"docker\"",
        "meta.alias == \"remote\" && meta.source == \"kreuzwerker/docker\"",
        True,
    ),
    (
        "provider_policy \"docker\"",
        "meta.address == \"provider.docker.remote\" && attrs.host == \"ssh://x\"",
        True,
    ),
    (
        "provider_policy \"coder\"",
        "meta.version == \">= 2.4\" && meta.address == \"provider.coder\"",
        True,
    ),
    // Resources.
    (
        APP,
        "core::length(core::getresources(\"coder_app\")) == 1",
        True,
    ),
    (
        APP,
        "core::getresources(\"coder_agent\")[0].os == \"linux\"",
        True,
    ),
    (
        APP,
        "core::getresources(\"coder_agent\")[0].meta.name == \"main\"",
        True,
    ),
    (
        APP,
        "core::length(core::getresources(\"coder_agent\", { os = \"linux\" })) == 1",
        True,
    ),
    (
        APP,
        "core::getresources(\"coder_agent\", { os = \"windows\" }) == []",
        True,
    ),
    (
        APP,
        "core::getresources(\"coder_agent\", { os = \"windows\", id = \"x\" }) == []",
        True,
    ),
    (
        APP,
        "core::length(core::getresources(\"coder_agent\", { id = \"x\" })) == 0",
        Open,
    ),
    (
        APP,
        "core::getresources(\"data.coder_parameter\")[0].name == \"api_key\"",
        True,
    ),
    (APP, "core::getresources(\"nothing\") == []", True),
    // Functions without a prefix, and Terraform policy's own.
    (APP, "length(attrs.slug) == 3 && try(attrs.x, true)", True),
    (
        APP,
        "contains_substring(attrs.slug, \"e\") && regex_match(\"^w\", attrs.slug)",
        True,
    ),
];

#[test]
fn conditions_come_to_what_they_say() {
    let mut policies = String::new();
    for (index, (block, condition, _)) in CONDITIONS.iter().enumerate() {
        let _ = write!(
            policies,
            "{block} \"c{index}\" {{\n  enforce {{\n    condition     = {condition}\n    error_message = \"no\"\n  }}\n}}\n"
        );
    }
    let folder = folder(&policies, MODULE);
    let run = folder.run(["--format", "json"]);
    let stderr = run.stderr();
    let report = run.json();
    let findings = report["diagnostics"].as_array().unwrap();
    for (index, (block, condition, expected)) in CONDITIONS.iter().enumerate() {
        let id = format!("c{index}");
        let is_found = findings.iter().any(|finding| text(&finding["rule"]) == id);
        let is_told = stderr.contains(&format!("policy `{id}` fails"));
        let comes = match (is_found, is_told) {
            (true, false) => False,
            (false, true) => Fails,
            (true, true) => panic!("{condition}: both"),
            (false, false) if *expected == True => negated(block, condition),
            (false, false) => Open,
        };
        assert_eq!(comes, *expected, "{block}: {condition}\n{stderr}");
    }
    assert_eq!(run.code(), 1, "some of them fail");
}

/// That a condition is true, and doesn't just decide nothing, shows in the
/// opposite.
fn negated(block: &str, condition: &str) -> Comes {
    let policy = format!(
        "{block} \"n\" {{\n  enforce {{\n    condition = !({condition})\n    error_message = \"no\"\n  }}\n}}\n"
    );
    let folder = folder(&policy, MODULE);
    match found(&folder, &["--only", "n"]).as_slice() {
        [] => Open,
        _ => True,
    }
}

#[test]
fn messages_show_what_is_known() {
    let messages = [
        (
            "\"slug ${attrs.slug}, icon ${attrs.icon}, ${attrs.hidden}\"",
            "slug web, icon (unknown), null",
        ),
        ("<<-EOT\n      two\n      lines\n    EOT\n", "two lines"),
        (
            "core::format(\"%s has %d\", meta.name, attrs.order)",
            "web has 3",
        ),
        (
            "attrs.order > 2 ? \"high: ${attrs.icon}\" : \"low\"",
            "high: (unknown)",
        ),
        ("\"${attrs.order < 2 ? \"low\" : \"high\"}\"", "high"),
        (
            "\"%{ if attrs.order > 2 }high%{ endif } ${attrs.healthcheck[*].interval}\"",
            "high [5,7]",
        ),
        ("\"a\\u001b[31mb\\n::error::c\"", "a\u{1b}[31mb ::error::c"),
    ];
    for (message, expected) in messages {
        let policy = format!(
            "{APP} \"own\" {{\n  enforce {{\n    condition = false\n    error_message = {message}\n  }}\n}}\n"
        );
        let folder = folder(&policy, MODULE);
        let report = folder.json(&["--only", "own"]);
        let shown = text(&report["diagnostics"][0]["message"]);
        assert_eq!(shown, expected, "{message}");
        let human = folder.run(["--only", "own"]).stdout();
        assert!(
            !human.contains('\u{1b}') && !human.contains("\n::"),
            "{human}"
        );
    }
}

#[test]
fn a_filter_says_which_blocks() {
    let count = |filter: &str| {
        let policy = format!(
            "variable_policy \"*\" \"own\" {{\n  description = \"x\"\n  filter = {filter}\n  enforce {{\n    condition = false\n  }}\n}}\n"
        );
        found(&folder(&policy, MODULE), &["--only", "own"]).len()
    };
    assert_eq!(count("true"), 5);
    assert_eq!(count("meta.key"), 1);
    assert_eq!(count("core::can(attrs.default)"), 4);
    // One that can't be told decides nothing.
    assert_eq!(count("attrs.default == null"), 2);
    assert_eq!(count("false"), 0);
}

#[test]
fn every_block_is_judged_once_and_as_merged() {
    let policy = r#"
resource_policy "coder_app" "own" {
  enforce {
    condition     = attrs.slug != "bad"
    error_message = "${attrs.slug}"
  }
}
provider_policy "*" "providers" {
  enforce {
    condition     = false
    error_message = "${meta.address}"
  }
}
"#;
    let module = r#"
terraform {
  required_providers {
    aws    = { source = "hashicorp/aws" }
    docker = { source = "kreuzwerker/docker" }
  }
}
provider "aws" {}
provider "aws" {
  alias = "west"
}
resource "coder_app" "a" {
  for_each = { x = 1, y = 2 }
  slug     = "good"
}
resource "coder_app" "b" {
  slug = "bad"
}
"#;
    let folder = folder(policy, module);
    folder.write(
        "m/x_override.tf",
        "resource \"coder_app\" \"a\" {\n  slug = \"bad\"\n}\nresource \"coder_app\" \"b\" {\n  slug = \"fine\"\n}\n",
    );
    folder.write(
        "m/README.md",
        "# m\n\n```tf\nresource \"coder_app\" \"c\" {\n  slug = \"bad\"\n}\n```\n",
    );
    // One that has nothing to do with Coder is judged, too.
    folder.write("other/main.tf", "provider \"random\" {}\n");
    let found = found(&folder, &["--only", "own,providers"]);
    let expected = [
        "own coder_app.a",
        "providers provider.aws",
        "providers provider.aws.west",
        "providers provider.docker",
        "providers provider.random",
    ];
    assert_eq!(found, expected);
    let report = folder.json(&["--only", "own"]);
    assert_eq!(report["diagnostics"][0]["file"], "m/x_override.tf");
}

#[test]
fn the_order_of_blocks_and_files_changes_nothing() {
    let policies: Vec<String> = CONDITIONS
        .iter()
        .enumerate()
        .map(|(index, (block, condition, _))| {
            format!(
                "{block} \"c{index}\" {{\n  enforce {{\n    condition     = {condition}\n    error_message = \"${{meta.references}}\"\n  }}\n}}\n"
            )
        })
        .collect();
    let blocks: Vec<&str> = MODULE.split("\n\n").collect();
    let found_in = |policies: &[String], blocks: Vec<&str>| {
        let folder = Folder::with(&[
            (".coderlint.hcl", super::CONFIG),
            ("own.policy.hcl", &policies.concat()),
        ]);
        let half = blocks.len() / 2;
        folder.write("m/a.tf", blocks[half..].join("\n\n"));
        folder.write("m/z.tf", blocks[..half].join("\n\n"));
        let report = folder.json(&[]);
        let findings = report["diagnostics"].as_array().unwrap().iter();
        let mut found: Vec<String> = findings
            .map(|it| format!("{} {} {}", it["rule"], it["subject"], it["message"]))
            .filter(|it| it.starts_with("\"c"))
            .map(|it| it.replace("m/a.tf", "").replace("m/z.tf", ""))
            .collect();
        found.sort();
        found
    };
    // The file that a block is in is one of the facts.
    let policies: Vec<String> = policies
        .into_iter()
        .filter(|it| !it.contains("meta.file"))
        .collect();
    let first = found_in(&policies, blocks.clone());
    assert!(first.len() > 8, "{first:?}");
    let mut turned = policies.clone();
    turned.reverse();
    let mut backwards = blocks;
    backwards.reverse();
    assert_eq!(found_in(&turned, backwards), first);
}
