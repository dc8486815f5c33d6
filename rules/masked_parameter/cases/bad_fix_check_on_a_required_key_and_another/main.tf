terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "b_token" {
  description = "API key."
  type        = string
  sensitive   = true

  validation {
    condition     = var.b_token != "" || var.a_token != ""
    error_message = "Set b_token or a_token."
  }

  validation {
    condition     = var.b_token != "none"
    error_message = "Set b_token."
  }

  validation {
    condition     = !(var.a_token != "" && var.b_token != "")
    error_message = "Use a_token or b_token."
  }

  validation {
    condition     = length(var.b_token) > 0
    error_message = "Set b_token."
  }
}

resource "coder_env" "tokens" {
  agent_id = "agent"
  name     = "TOKENS"
  value    = "${var.a_token}${var.b_token}"
}
