terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = "live"

  validation {
    condition     = var.mode == "test" || (var.enable_api_key_parameter ? true : length(var.api_key) > 0)
    error_message = "Mode live needs api_key."
  }

  validation {
    condition     = !(var.mode == "open" && (var.enable_api_key_parameter ? true : length(var.api_key) > 0))
    error_message = "Mode open takes no api_key."
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = !(var.api_key == null) ? startswith(var.api_key, "sk-") : true
    error_message = "api_key begins with sk-."
  }

  validation {
    condition     = (var.api_key == null) != (length(coalesce(var.api_key, "-")) > 9)
    error_message = "api_key has at least ten characters."
  }

  validation {
    condition     = var.api_key == null || -length(coalesce(var.api_key, "-")) != -12
    error_message = "Keys with twelve characters are no longer valid."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check That May Fail Elsewhere API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_that_may_fail_elsewhere_api_key"
  display_name = "Bad Fix Check That May Fail Elsewhere API key"
  description  = "Your personal Bad Fix Check That May Fail Elsewhere API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition     = self.value == "" || startswith(self.value, "sk-")
      error_message = "api_key begins with sk-."
    }

    postcondition {
      condition     = self.value == "" || length(coalesce(self.value, "-")) > 9
      error_message = "api_key has at least ten characters."
    }

    postcondition {
      condition     = -length(coalesce(self.value, "-")) != -12
      error_message = "Keys with twelve characters are no longer valid."
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
