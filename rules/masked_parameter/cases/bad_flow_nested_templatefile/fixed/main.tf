terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "snyk_token" {
  type        = string
  description = "Snyk token."
  default     = ""
  sensitive   = true
}

variable "enable_snyk_token_parameter" {
  description = "Ask each user for a personal Snyk token in the workspace form, instead of using `snyk_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "snyk_token" {
  count        = var.enable_snyk_token_parameter ? 1 : 0
  name         = "bad_flow_nested_templatefile_snyk_token"
  display_name = "Bad Flow Nested Templatefile Snyk token"
  description  = "Your personal Snyk token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  snyk_token = var.enable_snyk_token_parameter ? sensitive(data.coder_parameter.snyk_token[0].value) : var.snyk_token
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script = templatefile("${path.module}/outer.sh", {
    INNER = base64encode(templatefile("${path.module}/inner.sh", {
      TOKEN = local.snyk_token
    }))
  })
}
