terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "redwood_token" {
  description = "The token."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_redwood_token_parameter" {
  description = "Ask each user for a personal Redwood Scout token in the workspace form, instead of using `redwood_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "redwood_token" {
  count        = var.enable_redwood_token_parameter ? 1 : 0
  name         = "named_redwood_token"
  display_name = "Redwood Scout token"
  description  = "Your personal Redwood Scout token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  redwood_token = var.enable_redwood_token_parameter ? sensitive(data.coder_parameter.redwood_token[0].value) : var.redwood_token
}

resource "coder_env" "redwood_token" {
  agent_id = "agent"
  name     = "REDWOOD_TOKEN"
  value    = local.redwood_token
}
