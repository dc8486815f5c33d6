terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "openai_api_key" {
  description = "API key for OpenAI."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_openai_api_key_parameter" {
  description = "Ask each user for a personal OpenAI API key in the workspace form, instead of using `openai_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "openai_api_key" {
  count        = var.enable_openai_api_key_parameter ? 1 : 0
  name         = "bad_named_in_a_longer_value_openai_api_key"
  display_name = "Bad Named In A Longer Value OpenAI API key"
  description  = "Your personal OpenAI API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openai_api_key = var.enable_openai_api_key_parameter ? sensitive(data.coder_parameter.openai_api_key[0].value) : var.openai_api_key
}

resource "coder_env" "settings" {
  agent_id = "agent"
  name     = "SETTINGS"
  value    = "RETRIES=3,OPENAI_API_KEY=${local.openai_api_key}"
}
