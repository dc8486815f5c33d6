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

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = null
  sensitive   = true
}

resource "coder_env" "acme" {
  count    = try(length(var.acme_api_key), 0) > 0 ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}

resource "coder_env" "no_acme" {
  count    = var.acme_api_key == "" ? 1 : 0
  agent_id = var.agent_id
  name     = "NO_ACME"
  value    = "true"
}
