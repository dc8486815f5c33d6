//! Modules that are put together from parts: how a key is used, tested, given by
//! default and checked.

/// How many shapes lie between two that every run tries.
const STEP: usize = 23;

const USES: &[(&str, &str)] = &[
    ("value", "var.acme_api_key"),
    ("template", "\"Bearer ${var.acme_api_key}\""),
    ("trimmed", "trimspace(coalesce(var.acme_api_key, \" \"))"),
    (
        "fallback",
        "var.acme_api_key == \"\" ? data.coder_workspace_owner.me.session_token : var.acme_api_key",
    ),
    (
        "null_fallback",
        "var.acme_api_key != null ? var.acme_api_key : \"nothing\"",
    ),
];

const TESTS: &[(&str, &str)] = &[
    ("always", ""),
    ("nonempty", "var.acme_api_key != \"\""),
    ("length", "length(var.acme_api_key) > 0"),
    (
        "given",
        "var.acme_api_key != null && var.acme_api_key != \"\"",
    ),
    ("with_another", "var.live && var.acme_api_key != \"\""),
    ("local", "local.has_key"),
];

const DEFAULTS: &[(&str, &str)] = &[("empty", "\"\""), ("null", "null")];

const CHECKS: &[(&str, &str)] = &[
    ("unchecked", ""),
    (
        "excludes",
        "!(var.gateway && var.acme_api_key != \"\" && var.acme_api_key != null)",
    ),
    (
        "content",
        "var.acme_api_key == null || !can(regex(\" \", var.acme_api_key))",
    ),
];

const HEAD: &str = r#"terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "live" {
  type        = bool
  description = "Whether it is in use."
  default     = true
}

variable "gateway" {
  type        = bool
  description = "Whether requests go through the gateway."
  default     = false
}

"#;

/// A module, and what it is made of.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The shapes that are tried: all of them with `CODERLINT_SHAPES=all`, else some
/// of each part.
pub(crate) fn tried() -> Vec<Shape> {
    let all = std::env::var("CODERLINT_SHAPES").is_ok_and(|wanted| wanted == "all");
    let shapes = all_shapes().into_iter();
    shapes.step_by(if all { 1 } else { STEP }).collect()
}

fn all_shapes() -> Vec<Shape> {
    let mut shapes = Vec::new();
    for r#use in USES {
        for test in TESTS {
            for default in DEFAULTS {
                // Terraform measures no null.
                if test.0 == "length" && default.0 == "null" {
                    continue;
                }
                for check in CHECKS {
                    shapes.push(Shape {
                        name: [r#use.0, test.0, default.0, check.0].join("-"),
                        text: text(r#use.1, test.1, default.1, check.1),
                    });
                }
            }
        }
    }
    shapes
}

fn text(value: &str, test: &str, default: &str, check: &str) -> String {
    let check = if check.is_empty() {
        String::new()
    } else {
        format!(
            "\n  validation {{\n    condition     = {check}\n    error_message = \"The acme_api_key is refused.\"\n  }}\n"
        )
    };
    let count = if test.is_empty() {
        String::new()
    } else {
        format!("  count    = {test} ? 1 : 0\n")
    };
    format!(
        r#"{HEAD}variable "acme_api_key" {{
  type        = string
  description = "Acme API key."
  default     = {default}
  sensitive   = true
{check}}}

data "coder_workspace_owner" "me" {{
}}

locals {{
  has_key = var.acme_api_key != null && var.acme_api_key != ""
}}

resource "coder_env" "it" {{
{count}  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = {value}
}}

resource "coder_env" "state" {{
  agent_id = var.agent_id
  name     = "ACME_STATE"
  value    = nonsensitive(local.has_key) ? "set" : "unset"
}}
"#
    )
}
