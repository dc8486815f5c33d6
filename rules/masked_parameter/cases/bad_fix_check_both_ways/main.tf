terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "gateway" {
  description = "Use the gateway."
  type        = bool
  default     = false

  validation {
    condition     = var.gateway != (var.api_key != "")
    error_message = "The gateway or api_key."
  }

  validation {
    condition     = var.gateway == (var.api_key == "")
    error_message = "Without the gateway, an api_key."
  }

  validation {
    condition     = var.gateway ? var.api_key == "" : true
    error_message = "No api_key with the gateway."
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
