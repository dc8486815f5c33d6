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

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "GITHUB_TOKEN"
  value    = var.github_token
}
