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
  default     = ""
  sensitive   = true

  validation {
    condition     = length(var.api_key) > 3 && startswith(var.api_key, "sk-")
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = var.api_key == "" ? false : startswith(var.api_key, "sk-")
    error_message = "Set api_key."
  }

  validation {
    condition     = "none" != var.api_key
    error_message = "none is no api_key."
  }

  validation {
    condition     = length(var.api_key) > 3 ? endswith(var.api_key, "k") : true
    error_message = "A long api_key ends in k."
  }
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
