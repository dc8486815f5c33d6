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
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Another Mode API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

variable "ask" {
  description = "The ask."
  type        = bool
  default     = false
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = "all"
}

variable "on" {
  description = "The on."
  type        = bool
  default     = true
}

data "coder_parameter" "api_key_2" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "another_mode_api_key_2"
  display_name = "Another Mode API key"
  description  = "Your personal Another Mode API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key_2[0].value) : var.api_key
}

data "coder_workspace" "me" {}

data "coder_parameter" "api_key" {
  count       = var.ask ? 1 : 0
  name        = "another_mode_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "of_all" {
  count    = var.mode != "other" ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}

resource "coder_env" "of_user" {
  count    = var.mode == "own" ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = data.coder_parameter.api_key[0].value
}
