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

resource "coder_env" "api_key" {
  count    = var.api_key != "" ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

resource "coder_env" "mode" {
  count    = var.api_key != "" ? 1 : 0
  agent_id = "agent"
  name     = "MODE"
  value    = "key"
}

output "modes" {
  description = "How many modes there are."
  value       = length(coder_env.mode)
}
