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

variable "deepseek_api_key" {
  type        = string
  description = "DeepSeek key."
  default     = ""
  sensitive   = true
}

locals {
  keys = {
    DEEPSEEK = var.deepseek_api_key
  }
}

resource "coder_env" "configured" {
  for_each = nonsensitive(local.keys)
  agent_id = var.agent_id
  name     = "${each.key}_CONFIGURED"
  value    = "true"
}
