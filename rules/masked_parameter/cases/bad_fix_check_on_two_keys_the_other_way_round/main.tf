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

  validation {
    condition     = !(length(var.a_token) > 0 && length(var.b_token) > 0)
    error_message = "a_token or b_token, not both."
  }
}

variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = var.a_token
}

resource "coder_env" "b_token" {
  agent_id = "agent"
  name     = "B_TOKEN"
  value    = var.b_token
}
