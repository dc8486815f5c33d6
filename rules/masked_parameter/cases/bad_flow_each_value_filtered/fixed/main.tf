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

variable "deepseek_api_key" {
  type        = string
  description = "DeepSeek key."
  default     = ""
}

variable "enable_deepseek_api_key_parameter" {
  description = "Ask each user for a personal deepseek API key in the workspace form, instead of using `deepseek_api_key`."
  type        = bool
  default     = false
}

variable "xai_api_key" {
  type        = string
  description = "xAI key."
  default     = ""
}

variable "enable_xai_api_key_parameter" {
  description = "Ask each user for a personal xAI API key in the workspace form, instead of using `xai_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "deepseek_api_key" {
  count        = var.enable_deepseek_api_key_parameter ? 1 : 0
  name         = "bad_flow_each_value_filtered_deepseek_api_key"
  display_name = "Bad Flow Each Value Filtered deepseek API key"
  description  = "Your personal deepseek API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  deepseek_api_key = var.enable_deepseek_api_key_parameter ? sensitive(data.coder_parameter.deepseek_api_key[0].value) : var.deepseek_api_key
}

data "coder_parameter" "xai_api_key" {
  count        = var.enable_xai_api_key_parameter ? 1 : 0
  name         = "bad_flow_each_value_filtered_xai_api_key"
  display_name = "Bad Flow Each Value Filtered xAI API key"
  description  = "Your personal xAI API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  xai_api_key = var.enable_xai_api_key_parameter ? sensitive(data.coder_parameter.xai_api_key[0].value) : var.xai_api_key
}

locals {
  keys = {
    DEEPSEEK_API_KEY = local.deepseek_api_key
    XAI_API_KEY      = local.xai_api_key
  }
}

resource "coder_env" "keys" {
  for_each = { for k, v in local.keys : k => v if v != "" }
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
