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
}

locals {
  names = { (var.api_key) = "API_KEY" }
  envs  = { API_KEY = var.api_key }
}

resource "coder_env" "all" {
  for_each = local.envs
  agent_id = "agent"
  name     = local.names[each.value]
  value    = each.value
}
