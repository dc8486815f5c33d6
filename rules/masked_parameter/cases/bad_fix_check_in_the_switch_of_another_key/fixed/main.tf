terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "b_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_b_key_parameter" {
  description = "Ask each user for a personal B API key in the workspace form, instead of using `b_key`."
  type        = bool
  default     = false

  validation {
    condition     = !(var.enable_b_key_parameter && var.ask_a_key)
    error_message = "ask_a_key excludes enable_b_key_parameter."
  }
}

variable "a_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.a_key != "a"
    error_message = "No key has one letter."
  }
}

variable "ask_a_key" {
  description = "Ask each user for a_key."
  type        = bool
  default     = false

  validation {
    condition     = !var.ask_a_key || var.b_key == ""
    error_message = "ask_a_key excludes b_key."
  }
}

data "coder_parameter" "a_key" {
  count        = var.ask_a_key ? 1 : 0
  name         = "a_key"
  display_name = "A key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "b_key" {
  count        = var.enable_b_key_parameter ? 1 : 0
  name         = "bad_fix_check_in_the_switch_of_another_key_b_key"
  display_name = "Bad Fix Check In The Switch Of Another Key B key"
  description  = "Your personal B API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  b_key = var.enable_b_key_parameter ? sensitive(data.coder_parameter.b_key[0].value) : var.b_key
}

resource "coder_env" "b_key" {
  agent_id = "agent"
  name     = "B_KEY"
  value    = local.b_key
}

resource "coder_env" "a_key" {
  agent_id = "agent"
  name     = "A_KEY"
  value    = var.ask_a_key ? data.coder_parameter.a_key[0].value : var.a_key
}
