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
  description = "The agent's ID."
  type        = string
}

variable "git_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_git_token_parameter" {
  description = "Ask each user for a personal Git API key in the workspace form, instead of using `git_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "git_token" {
  count        = var.enable_git_token_parameter ? 1 : 0
  name         = "git_token"
  display_name = "Git API key"
  description  = "Your personal Git API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  git_token = var.enable_git_token_parameter ? sensitive(data.coder_parameter.git_token[0].value) : var.git_token
}

resource "coder_env" "git_token" {
  agent_id = var.agent_id
  name     = "GIT_TOKEN"
  value    = local.git_token
}
