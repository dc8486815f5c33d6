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

variable "openai_api_key" {
  type        = string
  description = "OpenAI key."
  default     = ""
  sensitive   = true
}

variable "enable_openai_api_key_parameter" {
  description = "Ask each user for a personal OpenAI key in the workspace form, instead of using `openai_api_key`."
  type        = bool
  default     = false
}

variable "anthropic_api_key" {
  type        = string
  description = "Anthropic key."
  default     = ""
  sensitive   = true
}

variable "ask_for_key" {
  type        = bool
  description = "Whether each user is asked in the workspace form."
  default     = false
}

data "coder_parameter" "anthropic" {
  count       = var.ask_for_key ? 1 : 0
  name        = "anthropic_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  anthropic = var.ask_for_key ? sensitive(data.coder_parameter.anthropic[0].value) : var.anthropic_api_key
}

data "coder_parameter" "openai_api_key" {
  count        = var.enable_openai_api_key_parameter ? 1 : 0
  name         = "bad_nojoin_other_variable_openai_api_key"
  display_name = "Bad Nojoin Other Variable OpenAI API key"
  description  = "Your personal OpenAI key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openai_api_key = var.enable_openai_api_key_parameter ? sensitive(data.coder_parameter.openai_api_key[0].value) : var.openai_api_key
}

resource "coder_env" "o" {
  agent_id = var.agent_id
  name     = "OPENAI_API_KEY"
  value    = local.openai_api_key
}

resource "coder_env" "a" {
  agent_id = var.agent_id
  name     = "ANTHROPIC_API_KEY"
  value    = local.anthropic
}
