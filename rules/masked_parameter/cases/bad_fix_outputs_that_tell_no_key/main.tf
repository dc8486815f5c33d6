terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
}

locals {
  count = var.voyage_api_key != "" ? 1 : 0
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  env = {
    VOYAGE_API_KEY = var.voyage_api_key
  }

  dynamic "metadata" {
    for_each = ["Voyage"]

    content {
      display_name = metadata.value
      key          = "voyage"
      script       = var.voyage_api_key != "" ? "voyage status" : "echo no key"
      interval     = 60
      timeout      = 1
    }
  }
}

output "keys" {
  description = "How many keys there are."
  value       = local.count
}

output "metadata" {
  description = "What the agent shows."
  value       = coder_agent.main.metadata
}

output "agent" {
  description = "The agent."
  value       = coder_agent.main.id

  precondition {
    condition     = var.voyage_api_key == "" || length(var.voyage_api_key) > 10
    error_message = "That is too short for a key."
  }
}
