terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "ask" {
  description = "Ask each user."
  type        = bool
  default     = false
}

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "api_key" {
  count        = var.ask ? 1 : 0
  name         = "try_api_key"
  display_name = "Api key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = try(data.coder_parameter.api_key[0].value, var.api_key)
}

resource "coder_env" "it" {
  agent_id = var.agent_id
  name     = "API_KEY"
  value    = local.api_key
}

resource "coder_script" "it" {
  agent_id     = var.agent_id
  display_name = "It"
  script       = "login ${local.api_key}"
}
