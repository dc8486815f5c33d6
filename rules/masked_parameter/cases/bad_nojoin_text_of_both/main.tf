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

locals {
  api_key = join(",", compact([one(data.coder_parameter.api_key[*].value), var.api_key]))
}

resource "coder_env" "key" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = local.api_key
}

module "cli" {
  source   = "./cli"
  agent_id = var.agent_id
  api_key  = "${one(data.coder_parameter.api_key[*].value)}-${var.api_key}"
}
