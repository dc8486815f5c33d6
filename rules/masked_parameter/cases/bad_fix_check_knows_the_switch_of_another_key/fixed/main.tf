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
  default     = "any"

  validation {
    condition     = var.mode == "any" || var.a_key == "" || var.b_key == ""
    error_message = "Not both keys, but in any."
  }
}

variable "a_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_a_key_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `a_key`."
  type        = bool
  default     = false

  validation {
    condition     = !var.enable_a_key_parameter || var.mode == "any" || (!var.ask_b_key && var.b_key == "")
    error_message = "Not both keys, but in any."
  }
}

variable "b_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_b_key" {
  description = "Ask each user for b_key."
  type        = bool
  default     = false
}

data "coder_parameter" "b_key" {
  count        = var.ask_b_key ? 1 : 0
  name         = "b_key"
  display_name = "B key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "a_key" {
  count        = var.enable_a_key_parameter ? 1 : 0
  name         = "bad_fix_check_knows_the_switch_of_another_key_a_key"
  display_name = "Bad Fix Check Knows The Switch Of Another Key A key"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_key = var.enable_a_key_parameter ? sensitive(data.coder_parameter.a_key[0].value) : var.a_key
}

resource "coder_env" "a_key" {
  agent_id = "agent"
  name     = "A_KEY"
  value    = local.a_key
}

resource "coder_env" "b_key" {
  agent_id = "agent"
  name     = "B_KEY"
  value    = var.ask_b_key ? data.coder_parameter.b_key[0].value : var.b_key
}
