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

resource "coder_env" "each" {
  for_each = { for k, v in { API_KEY = var.api_key } : k => v }
  agent_id = "agent"
  name     = each.key
  value    = each.value
}
