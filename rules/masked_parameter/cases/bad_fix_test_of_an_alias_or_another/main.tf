terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "helper" {
  description = "The helper's answer."
  type        = string
  default     = ""
}

locals {
  either = var.helper != "" ? upper(var.helper) : var.api_key
}

resource "coder_env" "either" {
  count    = local.either != "" ? 1 : 0
  agent_id = "agent"
  name     = "EITHER"
  value    = local.either
}
