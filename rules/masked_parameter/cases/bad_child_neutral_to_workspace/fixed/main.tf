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

data "coder_parameter" "openai_api_key" {
  count        = var.enable_openai_api_key_parameter ? 1 : 0
  name         = "bad_child_neutral_to_workspace_openai_api_key"
  display_name = "Bad Child Neutral To Workspace OpenAI API key"
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

module "env" {
  source   = "./env"
  agent_id = var.agent_id
  name     = "OPENAI_API_KEY"
  value    = local.openai_api_key
}
