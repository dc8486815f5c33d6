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

variable "auth_json" {
  type        = string
  description = "Login, as JSON."
  default     = ""
  sensitive   = true
}

resource "coder_env" "len" {
  agent_id = var.agent_id
  name     = "LOGIN_BYTES"
  value    = format("%d", length(var.auth_json))
}

resource "coder_env" "ok" {
  agent_id = var.agent_id
  name     = "LOGIN_VALID"
  value    = can(jsondecode(var.auth_json)) ? "yes" : "no"
}
