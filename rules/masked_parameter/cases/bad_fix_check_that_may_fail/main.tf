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
  description = "The gateway."
  type        = bool
  default     = false

  validation {
    condition     = var.gateway || length(var.api_key) > 0
    error_message = "The gateway or api_key."
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = null
  sensitive   = true
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
