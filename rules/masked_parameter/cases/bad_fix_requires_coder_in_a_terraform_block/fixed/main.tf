variable "a_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_a_api_key_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `a_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "a_api_key" {
  count        = var.enable_a_api_key_parameter ? 1 : 0
  name         = "bad_fix_requires_coder_in_a_terraform_block_api_key"
  display_name = "Bad Fix Requires Coder In A Terraform Block API key"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_api_key = var.enable_a_api_key_parameter ? sensitive(data.coder_parameter.a_api_key[0].value) : var.a_api_key
}

resource "coder_env" "a_api_key" {
  agent_id = "agent"
  name     = "A_API_KEY"
  value    = local.a_api_key
}

terraform {
  required_version = ">= 1.3"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}
