terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "gemini_api_key" {
  type        = string
  description = "Gemini key."
  default     = ""
  sensitive   = true
}

variable "enable_gemini_api_key_parameter" {
  description = "Ask each user for a personal Gemini key in the workspace form, instead of using `gemini_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "gemini_api_key" {
  count        = var.enable_gemini_api_key_parameter ? 1 : 0
  name         = "bad_flow_locals_chain_gemini_api_key"
  display_name = "Bad Flow Locals Chain Gemini API key"
  description  = "Your personal Gemini key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gemini_api_key = var.enable_gemini_api_key_parameter ? sensitive(data.coder_parameter.gemini_api_key[0].value) : var.gemini_api_key
}

locals {
  key      = trimspace(local.gemini_api_key)
  settings = { model = "pro", key = local.key }
  payload  = jsonencode(local.settings)
}

resource "coder_env" "settings" {
  agent_id = var.agent_id
  name     = "GEMINI_SETTINGS"
  value    = base64encode(local.payload)
}
