terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "gateway" {
  description = "Use the gateway."
  type        = bool
  default     = false

  validation {
    condition     = !(var.gateway && length(var.api_key) > 0)
    error_message = "api_key cannot be used with the gateway; my_api_key may."
  }

  validation {
    condition     = !(var.gateway && (var.api_key != null && "" != var.api_key))
    error_message = "api_key cannot be used with the gateway."
  }

  validation {
    condition     = !var.gateway || (var.api_key == "" && var.helper == null)
    error_message = "No api_key and no helper with the gateway."
  }

  validation {
    condition     = (var.mode == "a" && var.gateway) || var.api_key == ""
    error_message = "No api_key but in a."
  }
}

variable "lines" {
  description = "How many."
  type        = number
  default     = 1

  validation {
    condition     = var.api_key == "" || (var.lines > 1 && (var.mode == "b"))
    error_message = "No api_key but in b, with two lines."
  }
}

variable "helper" {
  description = "The helper."
  type        = string
  default     = null

  validation {
    condition = var.helper == null || (
      var.api_key == "" && # no key
      var.mode == null
    )
    error_message = "helper or api_key."
  }
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = null
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Check In Another Variable API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false

  validation {
    condition     = !(var.enable_api_key_parameter && var.gateway)
    error_message = "enable_api_key_parameter cannot be used with the gateway; my_api_key may."
  }

  validation {
    condition     = !(var.enable_api_key_parameter && var.gateway)
    error_message = "enable_api_key_parameter cannot be used with the gateway."
  }

  validation {
    condition     = !(var.enable_api_key_parameter && var.gateway)
    error_message = "No enable_api_key_parameter and no helper with the gateway."
  }

  validation {
    condition     = !var.enable_api_key_parameter || (var.mode == "a" && var.gateway)
    error_message = "No enable_api_key_parameter but in a."
  }

  validation {
    condition     = !var.enable_api_key_parameter || var.helper == null
    error_message = "helper or enable_api_key_parameter."
  }

  validation {
    condition     = !var.enable_api_key_parameter || (var.lines > 1 && (var.mode == "b"))
    error_message = "No enable_api_key_parameter but in b, with two lines."
  }
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_check_in_another_variable_api_key"
  display_name = "Bad Fix Check In Another Variable API key"
  description  = "Your personal Bad Fix Check In Another Variable API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}
