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

variable "enable_acme_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "acme_api_key" {
  count        = var.enable_acme_api_key_parameter ? 1 : 0
  name         = "acme_api_key"
  display_name = "Acme API key"
  description  = "Your personal Acme API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  acme_api_key = var.enable_acme_api_key_parameter ? sensitive(data.coder_parameter.acme_api_key[0].value) : var.acme_api_key
}

resource "coder_env" "acme" {
  agent_id = coder_agent.main.id
  name     = "ACME_API_KEY"
  value    = local.acme_api_key
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
