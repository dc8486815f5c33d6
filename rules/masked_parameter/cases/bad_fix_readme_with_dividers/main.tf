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
  type = string
}

variable "acme_api_key" {
  description = "API key for Acme."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "acme" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}
