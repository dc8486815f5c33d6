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

resource "coder_env" "redwood_token" {
  agent_id = "agent"
  name     = "REDWOOD_TOKEN"
  value    = var.redwood_token
}
