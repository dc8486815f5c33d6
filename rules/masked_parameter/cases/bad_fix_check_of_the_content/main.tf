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
  default     = null
  sensitive   = true

  validation {
    condition     = var.api_key == null || can(regex("^sk-", var.api_key))
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = (startswith(var.api_key, "sk-") || length(var.api_key) == 0)
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = var.api_key == null ? true : can(regex("k", var.api_key))
    error_message = "api_key has a k."
  }
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
