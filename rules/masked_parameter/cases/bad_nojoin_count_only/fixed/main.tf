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

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Nojoin Count Only API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  name        = "assistant_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "api_key_2" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_nojoin_count_only_api_key"
  display_name = "Bad Nojoin Count Only API key"
  description  = "Your personal Bad Nojoin Count Only API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "coder_env" "key" {
  count    = length(data.coder_parameter.api_key.value) > 0 ? 1 : 0
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = local.api_key
}
