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
  default     = ""
}

resource "coder_env" "voyage" {
  for_each = var.auth_json != "" ? toset(["token", "org"]) : toset([])
  agent_id = var.agent_id
  name     = "VOYAGE_${upper(each.key)}"
  value    = jsondecode(var.auth_json)[each.key]
}
