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

variable "other_token" {
  type        = string
  description = "Another token."
  default     = ""
  sensitive   = true
}

variable "enable_other_token_parameter" {
  description = "Ask each user for a personal other token in the workspace form, instead of using `other_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "other_token" {
  count        = var.enable_other_token_parameter ? 1 : 0
  name         = "section_is_there_other_token"
  display_name = "Other token"
  description  = "Your personal other token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  other_token = var.enable_other_token_parameter ? sensitive(data.coder_parameter.other_token[0].value) : var.other_token
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count        = var.enable_voyage_api_key_parameter ? 1 : 0
  name         = "bad_fix_readme_section_is_there_voyage_api_key"
  display_name = "Section Is There Voyage API key"
  description  = "Your personal Voyage API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_api_key = var.enable_voyage_api_key_parameter ? sensitive(data.coder_parameter.voyage_api_key[0].value) : var.voyage_api_key
}

resource "coder_env" "other" {
  agent_id = var.agent_id
  name     = "OTHER_TOKEN"
  value    = local.other_token
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = local.voyage_api_key
}
