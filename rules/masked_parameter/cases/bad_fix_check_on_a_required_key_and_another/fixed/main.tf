terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_a_token_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `a_token`."
  type        = bool
  default     = false
}

variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.enable_b_token_parameter || var.b_token != "" || var.enable_a_token_parameter || var.a_token != ""
    error_message = "Set b_token or a_token."
  }

  validation {
    condition     = var.b_token != "none"
    error_message = "Set b_token."
  }

  validation {
    condition     = !((var.enable_a_token_parameter || var.a_token != "") && var.b_token != "")
    error_message = "Use a_token or b_token."
  }

  validation {
    condition     = var.enable_b_token_parameter || length(var.b_token) > 0
    error_message = "Set b_token."
  }
}

variable "enable_b_token_parameter" {
  description = "Ask each user for a personal B API key in the workspace form, instead of using `b_token`."
  type        = bool
  default     = false

  validation {
    condition     = !(var.enable_b_token_parameter && (var.enable_a_token_parameter || var.a_token != ""))
    error_message = "Use a_token or enable_b_token_parameter."
  }
}

data "coder_parameter" "a_token" {
  count        = var.enable_a_token_parameter ? 1 : 0
  name         = "bad_fix_check_on_a_required_key_and_another_token"
  display_name = "Bad Fix Check On A Required Key And Another token"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_token = var.enable_a_token_parameter ? sensitive(data.coder_parameter.a_token[0].value) : var.a_token
}

data "coder_parameter" "b_token" {
  count        = var.enable_b_token_parameter ? 1 : 0
  name         = "bad_fix_check_on_a_required_key_and_another_b_token"
  display_name = "Bad Fix Check On A Required Key And Another B token"
  description  = "Your personal B API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })

  lifecycle {
    postcondition {
      condition     = self.value != "none"
      error_message = "Set b_token."
    }
  }
}

locals {
  b_token = var.enable_b_token_parameter ? sensitive(data.coder_parameter.b_token[0].value) : var.b_token
}

resource "coder_env" "tokens" {
  agent_id = "agent"
  name     = "TOKENS"
  value    = "${local.a_token}${local.b_token}"
}
