terraform {
  required_providers {
    c = {
      source  = "registry.terraform.io/coder/coder"
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

resource "coder_env" "key" {
  provider = c
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

