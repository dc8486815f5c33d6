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

  validation {
    condition     = !(var.enable_a_token_parameter && var.ask_z)
    error_message = "Don't ask for a z_token with enable_a_token_parameter."
  }
}

variable "z_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_z" {
  description = "The ask_z."
  type        = bool
  default     = false

  validation {
    condition     = !(var.ask_z && var.a_token != "")
    error_message = "Don't ask for a z_token with a_token."
  }
}

data "coder_parameter" "z_token" {
  count       = var.ask_z ? 1 : 0
  name        = "z_token"
  description = "Your own token. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "a_token" {
  count        = var.enable_a_token_parameter ? 1 : 0
  name         = "elsewhere_a_token"
  display_name = "Elsewhere A token"
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

resource "coder_env" "z_token" {
  agent_id = "agent"
  name     = "Z_TOKEN"
  value    = var.ask_z ? data.coder_parameter.z_token[0].value : var.z_token
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = local.a_token
}
