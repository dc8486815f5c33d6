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
  for_each = { for k, v in { a = var.api_key } : "API_KEY" => v... }
  agent_id = "agent"
  name     = each.key
  value    = join(",", each.value)
}
