terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.enable_b_token_parameter || var.b_token != "" || var.enable_z_token_parameter || var.z_token != ""
    error_message = "Set b_token or z_token."
  }

  validation {
    condition     = var.b_token != "none"
    error_message = "Set b_token."
  }

  validation {
    condition     = !((var.enable_z_token_parameter || var.z_token != "") && var.b_token != "")
    error_message = "Use z_token or b_token."
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
    condition     = !(var.enable_b_token_parameter && (var.enable_z_token_parameter || var.z_token != ""))
    error_message = "Use z_token or enable_b_token_parameter."
  }
}

variable "z_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_z_token_parameter" {
  description = "Ask each user for a personal Z API key in the workspace form, instead of using `z_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "b_token" {
  count        = var.enable_b_token_parameter ? 1 : 0
  name         = "bad_fix_check_on_another_and_a_required_key_b_token"
  display_name = "Bad Fix Check On Another And A Required Key B token"
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

data "coder_parameter" "z_token" {
  count        = var.enable_z_token_parameter ? 1 : 0
  name         = "bad_fix_check_on_another_and_a_required_key_z_token"
  display_name = "Bad Fix Check On Another And A Required Key Z token"
  description  = "Your personal Z API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  z_token = var.enable_z_token_parameter ? sensitive(data.coder_parameter.z_token[0].value) : var.z_token
}

resource "coder_env" "tokens" {
  agent_id = "agent"
  name     = "TOKENS"
  value    = "${local.z_token}${local.b_token}"
}
