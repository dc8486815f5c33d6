terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "nuvioai_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_nuvioai_api_key_parameter" {
  description = "Ask each user for a personal NuvioAI API key in the workspace form, instead of using `nuvioai_api_key`."
  type        = bool
  default     = false
}

variable "openbird_token" {
  description = "The token."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_openbird_token_parameter" {
  description = "Ask each user for a personal Open Bird token in the workspace form, instead of using `openbird_token`."
  type        = bool
  default     = false
}

variable "sample_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_sample_api_key_parameter" {
  description = "Ask each user for a personal Sample API key in the workspace form, instead of using `sample_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "nuvioai_api_key" {
  count        = var.enable_nuvioai_api_key_parameter ? 1 : 0
  name         = "bad_words_as_the_module_spells_them_nuvioai_api_key"
  display_name = "Tools NuvioAI API key"
  description  = "Your personal NuvioAI API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  nuvioai_api_key = var.enable_nuvioai_api_key_parameter ? sensitive(data.coder_parameter.nuvioai_api_key[0].value) : var.nuvioai_api_key
}

data "coder_parameter" "openbird_token" {
  count        = var.enable_openbird_token_parameter ? 1 : 0
  name         = "bad_words_as_the_module_spells_them_openbird_token"
  display_name = "Tools Open Bird token"
  description  = "Your personal Open Bird token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openbird_token = var.enable_openbird_token_parameter ? sensitive(data.coder_parameter.openbird_token[0].value) : var.openbird_token
}

data "coder_parameter" "sample_api_key" {
  count        = var.enable_sample_api_key_parameter ? 1 : 0
  name         = "bad_words_as_the_module_spells_them_sample_api_key"
  display_name = "Tools Sample API key"
  description  = "Your personal Sample API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  sample_api_key = var.enable_sample_api_key_parameter ? sensitive(data.coder_parameter.sample_api_key[0].value) : var.sample_api_key
}

resource "coder_env" "nuvioai_api_key" {
  agent_id = "agent"
  name     = "NUVIOAI_API_KEY"
  value    = local.nuvioai_api_key
}

resource "coder_env" "openbird_token" {
  agent_id = "agent"
  name     = "OPENBIRD_TOKEN"
  value    = local.openbird_token
}

resource "coder_env" "sample_api_key" {
  agent_id = "agent"
  name     = "SAMPLE_API_KEY"
  value    = local.sample_api_key
}
