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

variable "auth_json" {
  type        = string
  description = "The contents of an auth file for Voyage."
  default     = "{}"
  sensitive   = true
}

locals {
  auth = jsondecode(var.auth_json)
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_TOKEN"
  value    = try(local.auth.token, "")
}
