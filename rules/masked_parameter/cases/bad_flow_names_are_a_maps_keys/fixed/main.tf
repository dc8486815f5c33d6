terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "openai" {
  description = "Access to OpenAI."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_openai_parameter" {
  description = "Ask each user for a personal OpenAI credential in the workspace form, instead of using `openai`."
  type        = bool
  default     = false
}

data "coder_parameter" "openai" {
  count        = var.enable_openai_parameter ? 1 : 0
  name         = "bad_flow_names_are_a_maps_keys_openai"
  display_name = "Bad Flow Names Are A Maps Keys OpenAI credential"
  description  = "Your personal OpenAI credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openai = var.enable_openai_parameter ? sensitive(data.coder_parameter.openai[0].value) : var.openai
}

resource "coder_env" "openai" {
  for_each = zipmap(["OPENAI_API_KEY"], ["agent"])
  agent_id = each.value
  name     = each.key
  value    = local.openai
}
