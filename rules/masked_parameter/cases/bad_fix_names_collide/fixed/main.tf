terraform {
  required_version = ">= 1.9"

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
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Names Collide API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

variable "collide_api_key" {
  type        = string
  description = "The other API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_collide_api_key_parameter" {
  description = "Ask each user for a personal Collide other API key in the workspace form, instead of using `collide_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_names_collide_api_key"
  display_name = "Bad Fix Names Collide API key"
  description  = "Your personal Bad Fix Names Collide API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

data "coder_parameter" "collide_api_key" {
  count        = var.enable_collide_api_key_parameter ? 1 : 0
  name         = "bad_fix_names_collide_api_key_2"
  display_name = "Bad Fix Names Collide other API key"
  description  = "Your personal Collide other API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  collide_api_key = var.enable_collide_api_key_parameter ? sensitive(data.coder_parameter.collide_api_key[0].value) : var.collide_api_key
}

resource "coder_env" "one" {
  agent_id = var.agent_id
  name     = "ONE_API_KEY"
  value    = local.api_key
}

resource "coder_env" "other" {
  agent_id = var.agent_id
  name     = "OTHER_API_KEY"
  value    = local.collide_api_key
}
