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

variable "xai_api_key" {
  type        = string
  description = "xAI key."
  default     = ""
}

locals {
  keys = {
    DEEPSEEK_API_KEY = var.deepseek_api_key
    XAI_API_KEY      = var.xai_api_key
  }
}

resource "coder_env" "keys" {
  for_each = { for k, v in local.keys : k => v if v != "" }
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
