terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type = string
}

variable "ask" {
  type    = bool
  default = false
}

variable "a_api_key" {
  type      = string
  default   = ""
  sensitive = true
}

data "coder_parameter" "a_api_key" {
  count       = var.ask ? 1 : 0
  name        = "a_api_key"
  description = "Your key, stored as plaintext."
  type        = "string"
  mutable     = true
  form_type   = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_api_key = var.ask ? sensitive(data.coder_parameter.a_api_key[0].value) : var.a_api_key
}

resource "coder_env" "a" {
  agent_id = var.agent_id
  name     = "A_API_KEY"
  value    = local.a_api_key == null ? "none" : local.a_api_key
}

resource "coder_env" "a_blank" {
  agent_id = "another"
  name     = "A_API_KEY"
  value    = local.a_api_key == null ? " " : local.a_api_key
}
