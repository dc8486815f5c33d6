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

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count        = var.enable_voyage_api_key_parameter ? 1 : 0
  name         = "voyage_api_key"
  display_name = "Voyage API key"
  description  = "Your personal Voyage API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_api_key = var.enable_voyage_api_key_parameter ? sensitive(data.coder_parameter.voyage_api_key[0].value) : var.voyage_api_key
}

locals {
  count = var.enable_voyage_api_key_parameter || var.voyage_api_key != "" ? 1 : 0
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  env = {
    VOYAGE_API_KEY = local.voyage_api_key
  }

  dynamic "metadata" {
    for_each = ["Voyage"]

    content {
      display_name = metadata.value
      key          = "voyage"
      script       = var.enable_voyage_api_key_parameter || var.voyage_api_key != "" ? "voyage status" : "echo no key"
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
    condition     = local.voyage_api_key == "" || length(local.voyage_api_key) > 10
    error_message = "That is too short for a key."
  }
}
