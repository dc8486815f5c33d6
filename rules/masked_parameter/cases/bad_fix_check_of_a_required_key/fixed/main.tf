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

  validation {
    condition     = var.enable_api_key_parameter || length(var.api_key) > 0
    error_message = "api_key must not be empty."
  }

  validation {
    condition     = var.api_key != null && var.api_key != "none"
    error_message = "api_key must be one."
  }

  validation {
    condition     = var.enable_api_key_parameter || can(regex("^sk-", var.api_key))
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = var.enable_api_key_parameter ? true : jsondecode(var.api_key).v == 1
    error_message = "api_key is JSON."
  }

  validation {
    condition     = var.enable_api_key_parameter || can(yamldecode(var.api_key).token)
    error_message = "api_key is YAML."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check Of A Required Key API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_of_a_required_key_api_key"
  display_name = "Bad Fix Check Of A Required Key API key"
  description  = "Your personal Bad Fix Check Of A Required Key API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition     = self.value != "none"
      error_message = "api_key must be one."
    }

    postcondition {
      condition     = self.value == "" || can(regex("^sk-", self.value))
      error_message = "api_key begins with sk-."
    }

    postcondition {
      condition     = self.value == "" || jsondecode(self.value).v == 1
      error_message = "api_key is JSON."
    }

    postcondition {
      condition     = self.value == "" || can(yamldecode(self.value).token)
      error_message = "api_key is YAML."
    }
  }
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}
