terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "quiet" {
  description = "Say nothing."
  type        = bool
  default     = false
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Instance Behind Another Condition API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_instance_behind_another_condition_api_key"
  display_name = "Bad Fix Instance Behind Another Condition API key"
  description  = "Your personal Bad Fix Instance Behind Another Condition API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "coder_env" "no_key" {
  count    = !var.enable_api_key_parameter && var.api_key == "" ? 1 : 0
  agent_id = "agent"
  name     = "NO_KEY"
  value    = "true"
}

resource "coder_env" "id" {
  agent_id = "agent"
  name     = "ID"
  value    = var.quiet ? "" : coder_env.no_key[0].id
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key
}
