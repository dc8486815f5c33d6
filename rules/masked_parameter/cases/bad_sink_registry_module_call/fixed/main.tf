terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_workspace" "me" {}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

variable "claude_api_key" {
  type        = string
  description = "Key for Claude."
  default     = ""
  sensitive   = true
}

variable "enable_claude_api_key_parameter" {
  description = "Ask each user for a personal Claude key in the workspace form, instead of using `claude_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "claude_api_key" {
  count        = var.enable_claude_api_key_parameter ? 1 : 0
  name         = "claude_api_key"
  display_name = "Claude key"
  description  = "Your personal Claude key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  claude_api_key = var.enable_claude_api_key_parameter ? sensitive(data.coder_parameter.claude_api_key[0].value) : var.claude_api_key
}

module "claude-code" {
  source         = "registry.coder.com/coder/claude-code/coder"
  version        = "4.0.0"
  agent_id       = coder_agent.main.id
  workdir        = "/home/coder"
  claude_api_key = local.claude_api_key
}
