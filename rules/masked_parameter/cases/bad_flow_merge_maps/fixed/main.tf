terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mistral_api_key" {
  type        = string
  description = "Mistral key."
  default     = ""
  sensitive   = true
}

variable "enable_mistral_api_key_parameter" {
  description = "Ask each user for a personal Mistral key in the workspace form, instead of using `mistral_api_key`."
  type        = bool
  default     = false
}

variable "extra_env" {
  type        = map(string)
  description = "More environment variables."
  default     = {}
}

data "coder_parameter" "mistral_api_key" {
  count        = var.enable_mistral_api_key_parameter ? 1 : 0
  name         = "mistral_api_key"
  display_name = "Mistral key"
  description  = "Your personal Mistral key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  mistral_api_key = var.enable_mistral_api_key_parameter ? sensitive(data.coder_parameter.mistral_api_key[0].value) : var.mistral_api_key
}

locals {
  base_env = { LANG = "C.UTF-8" }
  ai_env   = { MISTRAL_API_KEY = local.mistral_api_key }
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env  = merge(local.base_env, local.ai_env, var.extra_env)
}
