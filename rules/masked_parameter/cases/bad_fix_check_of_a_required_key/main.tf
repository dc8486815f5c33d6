terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  sensitive   = true

  validation {
    condition     = length(var.api_key) > 0
    error_message = "api_key must not be empty."
  }

  validation {
    condition     = var.api_key != null && var.api_key != "none"
    error_message = "api_key must be one."
  }

  validation {
    condition     = can(regex("^sk-", var.api_key))
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = jsondecode(var.api_key).v == 1
    error_message = "api_key is JSON."
  }

  validation {
    condition     = can(yamldecode(var.api_key).token)
    error_message = "api_key is YAML."
  }
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
