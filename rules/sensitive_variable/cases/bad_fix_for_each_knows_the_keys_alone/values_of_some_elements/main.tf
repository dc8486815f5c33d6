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
  envs = [
    { name = "EMPTY" },
    { name = "API_KEY", value = var.api_key },
  ]
}

resource "coder_env" "all" {
  for_each = { for env in local.envs : env.name => env }
  agent_id = "agent"
  name     = each.key
  value    = try(each.value.value, "")
}
