terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "account" {
  description = "Who signs in."
  type        = string
  default     = ""
}

variable "enable_account_parameter" {
  description = "Ask each user for a personal Bad Environment Variable Tells account credential in the workspace form, instead of using `account`."
  type        = bool
  default     = false
}

data "coder_parameter" "account" {
  count        = var.enable_account_parameter ? 1 : 0
  name         = "bad_environment_variable_tells_account"
  display_name = "Bad Environment Variable Tells account credential"
  description  = "Your personal Bad Environment Variable Tells account credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  account = var.enable_account_parameter ? sensitive(data.coder_parameter.account[0].value) : var.account
}

resource "coder_env" "it" {
  agent_id = var.agent_id
  name     = "GOOGLE_CREDENTIALS"
  value    = local.account
}
