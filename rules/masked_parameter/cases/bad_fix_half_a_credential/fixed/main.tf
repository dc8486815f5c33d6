terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "cloudflare_api_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_cloudflare_api_token_parameter" {
  description = "Ask each user for a personal Cloudflare API key in the workspace form, instead of using `cloudflare_api_token`."
  type        = bool
  default     = false
}

variable "cloudflare_account_id" {
  type    = string
  default = ""
}

data "coder_parameter" "cloudflare_api_token" {
  count        = var.enable_cloudflare_api_token_parameter ? 1 : 0
  name         = "bad_fix_half_a_credential_cloudflare_api_token"
  display_name = "Bad Fix Half A Credential Cloudflare API token"
  description  = "Your personal Cloudflare API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  cloudflare_api_token = var.enable_cloudflare_api_token_parameter ? sensitive(data.coder_parameter.cloudflare_api_token[0].value) : var.cloudflare_api_token
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.cloudflare_api_token
}

