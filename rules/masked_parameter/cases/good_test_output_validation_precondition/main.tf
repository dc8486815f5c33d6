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

variable "api_key" {
  type        = string
  description = "Key of the assistant."
  default     = ""
  sensitive   = true

  validation {
    condition     = var.api_key == "" || length(var.api_key) >= 20
    error_message = "The key is too short."
  }
}

output "has_key" {
  value = var.api_key != ""
}

resource "coder_env" "endpoint" {
  agent_id = var.agent_id
  name     = "ASSISTANT_ENDPOINT"
  value    = "https://api.example.com"

  lifecycle {
    precondition {
      condition     = can(regex("^sk-", var.api_key))
      error_message = "That is no key of ours."
    }
  }
}
