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
  description = "Ask each user for a personal Bad Fix Count And Value Test A Local API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_count_and_value_test_a_local_api_key"
  display_name = "Bad Fix Count And Value Test A Local API key"
  description  = "Your personal Bad Fix Count And Value Test A Local API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

locals {
  key     = local.api_key
  has_key = local.key != ""
}

resource "coder_env" "api_key" {
  count    = (var.enable_api_key_parameter ? true : local.key != "") ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.key
}

resource "coder_env" "has_key" {
  agent_id = "agent"
  name     = "HAS_KEY"
  value    = local.has_key
}

resource "coder_env" "characters" {
  count    = length(local.key)
  agent_id = "agent"
  name     = "CHARACTERS"
  value    = "many"
}
