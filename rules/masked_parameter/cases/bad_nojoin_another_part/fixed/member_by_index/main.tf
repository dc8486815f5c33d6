terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Member By Index API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

variable "ask" {
  description = "The ask."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key_2" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "member_by_index_api_key_2"
  display_name = "Member By Index API key"
  description  = "Your personal Member By Index API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key_2[0].value) : var.api_key
}

data "coder_workspace" "me" {}

data "coder_parameter" "api_key" {
  count       = var.ask ? 1 : 0
  name        = "member_by_index_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  it = { KEY = local.api_key, OTHER = data.coder_parameter.api_key[0].value }
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.it["KEY"]
}
