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
  default     = null

  validation {
    condition     = var.mode == null || (!var.enable_a_token_parameter && var.a_token == "") != (!var.enable_b_token_parameter && var.b_token == "")
    error_message = "Set a_token or b_token."
  }

  validation {
    condition     = var.mode == null || ((var.enable_a_token_parameter || var.a_token != "") ? (!var.enable_b_token_parameter && var.b_token == "") : true)
    error_message = "Not both, a_token and b_token."
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
}

variable "enable_b_token_parameter" {
  description = "Ask each user for a personal B API key in the workspace form, instead of using `b_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "a_token" {
  count        = var.enable_a_token_parameter ? 1 : 0
  name         = "bad_fix_check_exactly_one_of_two_keys_a_token"
  display_name = "Bad Fix Check Exactly One Of Two Keys A token"
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
  name         = "bad_fix_check_exactly_one_of_two_keys_b_token"
  display_name = "Bad Fix Check Exactly One Of Two Keys B token"
  description  = "Your personal B API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  b_token = var.enable_b_token_parameter ? sensitive(data.coder_parameter.b_token[0].value) : var.b_token
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = local.a_token
}

resource "coder_env" "b_token" {
  agent_id = "agent"
  name     = "B_TOKEN"
  value    = local.b_token
}
