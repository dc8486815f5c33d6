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
  provider = coder.one
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

resource "coder_env" "other" {
  provider = coder.other
  agent_id = "agent"
  name     = "OTHER"
  value    = "x"
}
