terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.13"
    }
  }
}

data "coder_task" "me" {}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

variable "acme_api_key" {
  description = "API key for Acme."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "acme" {
  agent_id = coder_agent.main.id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}

resource "coder_app" "acme" {
  agent_id     = coder_agent.main.id
  slug         = "acme"
  display_name = "Acme"
  url          = "http://localhost:8080"
}

resource "coder_ai_task" "acme" {
  count  = data.coder_task.me.enabled ? 1 : 0
  app_id = coder_app.acme.id
}
