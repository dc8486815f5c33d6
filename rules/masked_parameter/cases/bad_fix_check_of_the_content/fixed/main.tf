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
  default     = null
  sensitive   = true

  validation {
    condition     = var.api_key == null || can(regex("^sk-", var.api_key))
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = (startswith(var.api_key, "sk-") || length(var.api_key) == 0)
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = var.api_key == null ? true : can(regex("k", var.api_key))
    error_message = "api_key has a k."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check Of The Content API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_of_the_content_api_key"
  display_name = "Bad Fix Check Of The Content API key"
  description  = "Your personal Bad Fix Check Of The Content API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition     = self.value == "" || can(regex("^sk-", self.value))
      error_message = "api_key begins with sk-."
    }

    postcondition {
      condition     = startswith(self.value, "sk-") || length(self.value) == 0
      error_message = "api_key begins with sk-."
    }

    postcondition {
      condition     = self.value == "" || can(regex("k", self.value))
      error_message = "api_key has a k."
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
