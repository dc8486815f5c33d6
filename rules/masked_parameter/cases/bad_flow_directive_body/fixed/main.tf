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

variable "sentry_auth_token" {
  type        = string
  description = "Auth token of Sentry."
  default     = ""
  sensitive   = true
}

variable "enable_sentry_auth_token_parameter" {
  description = "Ask each user for a personal Sentry auth token in the workspace form, instead of using `sentry_auth_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "sentry_auth_token" {
  count        = var.enable_sentry_auth_token_parameter ? 1 : 0
  name         = "bad_flow_directive_body_sentry_auth_token"
  display_name = "Bad Flow Directive Body Sentry auth token"
  description  = "Your personal Sentry auth token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  sentry_auth_token = var.enable_sentry_auth_token_parameter ? sensitive(data.coder_parameter.sentry_auth_token[0].value) : var.sentry_auth_token
}

resource "coder_script" "rc" {
  agent_id     = var.agent_id
  display_name = "Shell profile"
  run_on_start = true
  script       = <<-EOT
    %{if local.sentry_auth_token != ""~}
    echo 'export SENTRY_AUTH_TOKEN=${local.sentry_auth_token}' >> ~/.profile
    %{endif~}
    true
  EOT
}
