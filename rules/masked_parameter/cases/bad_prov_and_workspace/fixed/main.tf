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

variable "linear_api_key" {
  type        = string
  description = "Linear API key."
  default     = ""
  sensitive   = true
}

variable "enable_linear_api_key_parameter" {
  description = "Ask each user for a personal Linear API key in the workspace form, instead of using `linear_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "linear_api_key" {
  count        = var.enable_linear_api_key_parameter ? 1 : 0
  name         = "bad_prov_and_workspace_linear_api_key"
  display_name = "Bad Prov And Workspace Linear API key"
  description  = "Your personal Linear API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  linear_api_key = var.enable_linear_api_key_parameter ? sensitive(data.coder_parameter.linear_api_key[0].value) : var.linear_api_key
}

provider "linear" {
  token = var.linear_api_key
}

resource "coder_env" "linear" {
  agent_id = var.agent_id
  name     = "LINEAR_API_KEY"
  value    = local.linear_api_key
}
