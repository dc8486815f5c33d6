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

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

locals {
  envs = [
    { name = "VOYAGE_API_KEY", value = var.voyage_api_key },
    { name = "VOYAGE_URL", value = "https://voyage.example" },
  ]
}

resource "coder_env" "voyage" {
  for_each = { for env in local.envs : env.name => env }
  agent_id = var.agent_id
  name     = each.key
  value    = each.value.value
}
