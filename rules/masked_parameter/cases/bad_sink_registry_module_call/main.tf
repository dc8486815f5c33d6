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

module "claude-code" {
  source         = "registry.coder.com/coder/claude-code/coder"
  version        = "4.0.0"
  agent_id       = coder_agent.main.id
  workdir        = "/home/coder"
  claude_api_key = var.claude_api_key
}
