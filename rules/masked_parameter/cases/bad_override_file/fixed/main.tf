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

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Override File API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_override_file_api_key"
  display_name = "Bad Override File API key"
  description  = "Your personal Bad Override File API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "coder_env" "it" {
  agent_id = var.agent_id
  name     = "API_KEY"
  value    = "none"
}
