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
  sensitive   = true
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

module "container" {
  source         = "./container"
  voyage_api_key = var.voyage_api_key
  agent_token    = coder_agent.main.token
}
