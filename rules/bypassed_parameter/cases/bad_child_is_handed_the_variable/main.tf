terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "ask_key" {
  description = "Ask each user for a key."
  type        = bool
  default     = false
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "api_key" {
  count        = var.ask_key ? 1 : 0
  name         = "acme_api_key"
  display_name = "Acme API key"
  description  = "Your key. The form masks it; it is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ mask_input = true })
}

locals {
  api_key = var.ask_key ? data.coder_parameter.api_key[0].value : var.api_key
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}

module "login" {
  source  = "./child"
  api_key = var.api_key
}

module "mirror" {
  source  = "./child"
  api_key = local.api_key
}
