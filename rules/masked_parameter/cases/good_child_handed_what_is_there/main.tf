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
  description = "The ID of a Coder agent."
  type        = string
}

variable "api_key" {
  description = "API key of the team."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_for_key" {
  description = "Ask each user for a key."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count       = var.ask_for_key ? 1 : 0
  name        = "acme_api_key"
  description = "Your API key. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

module "cli" {
  source   = "./cli"
  agent_id = var.agent_id
  api_key  = join("", compact([one(data.coder_parameter.api_key[*].value), var.api_key]))
}

module "tool" {
  source   = "./tool"
  agent_id = var.agent_id
  api_key  = try(compact([one(data.coder_parameter.api_key[*].value), var.api_key])[0], "")
}

locals {
  keys = {
    acme = var.ask_for_key ? data.coder_parameter.api_key[0].value : var.api_key
  }
}

module "desk" {
  source   = "./desk"
  agent_id = var.agent_id
  api_key  = local.keys.acme
}
