terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "coder_parameter_order" {
  description = "Where parameters stand in the form."
  type        = number
  default     = null
}

variable "enable_api_key_parameter" {
  description = "Log in by the API."
  type        = bool
  default     = true
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter_2" {
  description = "Ask each user for a personal Bad Fix Names Are Taken API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter_2 ? 1 : 0
  name         = "bad_fix_names_are_taken_api_key"
  display_name = "Bad Fix Names Are Taken API key"
  description  = "Your personal Bad Fix Names Are Taken API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  order        = var.coder_parameter_order
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key_effective = var.enable_api_key_parameter_2 ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

locals {
  api_key = var.enable_api_key_parameter ? "api" : "page"
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key_effective
}
