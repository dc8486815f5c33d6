terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Test Of An Alias Or Another API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

variable "helper" {
  description = "The helper's answer."
  type        = string
  default     = ""
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_test_of_an_alias_or_another_api_key"
  display_name = "Bad Fix Test Of An Alias Or Another API key"
  description  = "Your personal Bad Fix Test Of An Alias Or Another API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

locals {
  either = var.helper != "" ? upper(var.helper) : local.api_key
}

resource "coder_env" "either" {
  count    = local.either != "" ? 1 : 0
  agent_id = "agent"
  name     = "EITHER"
  value    = local.either
}
