terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition = var.api_key == "" || can(
      regex("^sk-", var.api_key)
    )
    error_message = join(" ", [
      "It begins",
      "with sk-.",
    ])
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check With Long Message API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_with_long_message_api_key"
  display_name = "Bad Fix Check With Long Message API key"
  description  = "Your personal Bad Fix Check With Long Message API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition = self.value == "" || can(
        regex("^sk-", self.value)
      )
      error_message = join(" ", [
        "It begins",
        "with sk-.",
      ])
    }
  }
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}

