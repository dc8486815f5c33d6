terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "cohere_api_key" {
  type        = string
  description = "Cohere key."
  default     = ""
  sensitive   = true
}

variable "enable_cohere_api_key_parameter" {
  description = "Ask each user for a personal Cohere key in the workspace form, instead of using `cohere_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "cohere_api_key" {
  count        = var.enable_cohere_api_key_parameter ? 1 : 0
  name         = "bad_child_two_levels_cohere_api_key"
  display_name = "Bad Child Two Levels Cohere API key"
  description  = "Your personal Cohere key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  cohere_api_key = var.enable_cohere_api_key_parameter ? sensitive(data.coder_parameter.cohere_api_key[0].value) : var.cohere_api_key
}

module "a" {
  source   = "./a"
  agent_id = var.agent_id
  settings = { cohere = local.cohere_api_key }
}
