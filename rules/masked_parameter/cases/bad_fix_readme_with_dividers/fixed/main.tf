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
  type = string
}

variable "acme_api_key" {
  description = "API key for Acme."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_acme_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "acme_api_key" {
  count        = var.enable_acme_api_key_parameter ? 1 : 0
  name         = "bad_fix_readme_with_dividers_acme_api_key"
  display_name = "Acme API key"
  description  = "Your personal Acme API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  acme_api_key = var.enable_acme_api_key_parameter ? sensitive(data.coder_parameter.acme_api_key[0].value) : var.acme_api_key
}

resource "coder_env" "acme" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = local.acme_api_key
}
