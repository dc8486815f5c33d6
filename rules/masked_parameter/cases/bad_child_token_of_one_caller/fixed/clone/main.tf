terraform {
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
  description = "The ID of the Coder agent this module is attached to."
}

variable "github_token" {
  type        = string
  description = "GitHub token for private repositories."
  default     = ""
  sensitive   = true
}

variable "enable_github_token_parameter" {
  description = "Ask each user for a personal GitHub token in the workspace form, instead of using `github_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "github_token" {
  count        = var.enable_github_token_parameter ? 1 : 0
  name         = "clone_github_token"
  display_name = "Clone GitHub token"
  description  = "Your personal GitHub token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  github_token = var.enable_github_token_parameter ? sensitive(data.coder_parameter.github_token[0].value) : var.github_token
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "GITHUB_TOKEN"
  value    = local.github_token
}
