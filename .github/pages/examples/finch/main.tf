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

variable "finch_api_key" {
  description = "Finch API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_finch_api_key_parameter" {
  description = "Ask each user for a personal Finch API key in the workspace form, instead of using `finch_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "finch_api_key" {
  count        = var.enable_finch_api_key_parameter ? 1 : 0
  name         = "finch_api_key"
  display_name = "Finch API key"
  description  = "Your personal Finch API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  finch_api_key = var.enable_finch_api_key_parameter ? sensitive(data.coder_parameter.finch_api_key[0].value) : var.finch_api_key
}

resource "coder_env" "finch_api_key" {
  agent_id = var.agent_id
  name     = "FINCH_API_KEY"
  value    = local.finch_api_key
}
