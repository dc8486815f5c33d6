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
  description = "The ID of a Coder agent."
  type        = string
}

variable "linter_token" {
  description = "API token for the review service."
  type        = string
  sensitive   = true
}

resource "coder_env" "linter_token" {
  agent_id = var.agent_id
  name     = "REVIEW_TOKEN"
  value    = var.linter_token
}
