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
  description = "The ID of a Coder agent."
}

resource "coder_env" "acme_api_key" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}

resource "coder_env" "acme_oauth_token" {
  agent_id = var.agent_id
  name     = "ACME_OAUTH_TOKEN"
  value    = var.acme_oauth_token
}
