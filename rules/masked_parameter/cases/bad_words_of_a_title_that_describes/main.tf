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
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

resource "coder_env" "api_key" {
  agent_id = var.agent_id
  name     = "API_KEY"
  value    = var.api_key
}
