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

  lifecycle {
    postcondition {
      condition     = startswith(self.agent_id, "a")
      error_message = "That is no agent."
    }
  }
}

resource "coder_env" "user" {
  agent_id = "agent"
  name     = "API_USER"
  value    = jsondecode(var.api_key).user
}
