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

variable "gemini_api_key" {
  type        = string
  description = "Gemini key."
  default     = ""
  sensitive   = true
}

locals {
  key      = trimspace(var.gemini_api_key)
  settings = { model = "pro", key = local.key }
  payload  = jsonencode(local.settings)
}

resource "coder_env" "settings" {
  agent_id = var.agent_id
  name     = "GEMINI_SETTINGS"
  value    = base64encode(local.payload)
}
