terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.12"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
  sensitive   = true
}

variable "ask_for_key" {
  type        = bool
  description = "Ask each user for a key."
  default     = false
}

data "coder_parameter" "api_key" {
  count       = var.ask_for_key ? 1 : 0
  name        = "bypassed_api_key"
  description = "Your API key."
  type        = "string"
  form_type   = "input"
  styling     = jsonencode({ mask_input = true, placeholder = "key" })
}

locals {
  key = try(data.coder_parameter.api_key[0].value, var.api_key)
}

resource "coder_env" "key" {
  count    = var.api_key != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_KEY"
  value    = local.key
}

resource "coder_env" "other" {
  agent_id = var.agent_id
  name     = "ACME_OTHER_KEY"
  value    = var.api_key
}
