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
    condition     = var.enable_api_key_parameter || (length(var.api_key) > 3 && startswith(var.api_key, "sk-"))
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = var.enable_api_key_parameter || (var.api_key == "" ? false : startswith(var.api_key, "sk-"))
    error_message = "Set api_key."
  }

  validation {
    condition     = "none" != var.api_key
    error_message = "none is no api_key."
  }

  validation {
    condition     = length(var.api_key) > 3 ? endswith(var.api_key, "k") : true
    error_message = "A long api_key ends in k."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check In Parentheses API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_in_parentheses_api_key"
  display_name = "Bad Fix Check In Parentheses API key"
  description  = "Your personal Bad Fix Check In Parentheses API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition     = self.value == "" || (length(self.value) > 3 && startswith(self.value, "sk-"))
      error_message = "api_key begins with sk-."
    }

    postcondition {
      condition     = self.value == "" || (self.value == "" ? false : startswith(self.value, "sk-"))
      error_message = "Set api_key."
    }

    postcondition {
      condition     = "none" != self.value
      error_message = "none is no api_key."
    }

    postcondition {
      condition     = length(self.value) > 3 ? endswith(self.value, "k") : true
      error_message = "A long api_key ends in k."
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
