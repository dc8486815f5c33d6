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

resource "coder_env" "git_token" {
  agent_id = var.agent_id
  name     = "GIT_TOKEN"
  value    = var.git_token
}
