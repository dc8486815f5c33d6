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

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

resource "coder_env" "a" {
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = var.api_key
}

resource "coder_env" "b" {
  agent_id = var.agent_id
  name     = "FALLBACK_API_KEY"
  value    = var.api_key
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --one '${var.api_key}'
    setup --two '${var.api_key}'
  EOT
}

output "key" {
  value     = var.api_key
  sensitive = true
}
