terraform {
  required_version = ">= 1.5"

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

variable "provider_name" {
  type        = string
  description = "Provider that Goose talks to."
  default     = "anthropic"
}

resource "coder_env" "p" {
  agent_id = var.agent_id
  name     = "GOOSE_PROVIDER"
  value    = var.provider_name
}
