terraform {
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.30"
    }
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "openai_api_key" {
  description = "OpenAI API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_openai_api_key_parameter" {
  description = "Ask each user for a personal OpenAI API key in the workspace form, instead of using `openai_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "openai_api_key" {
  count        = var.enable_openai_api_key_parameter ? 1 : 0
  name         = "bad_coder_is_concerned_by_agent_id_openai_api_key"
  display_name = "Bad Coder Is Concerned By Agent ID OpenAI API key"
  description  = "Your personal OpenAI API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "kubernetes_secret" "key" {
  metadata {
    name = "key"
  }
  data = {
    OPENAI_API_KEY = local.openai_api_key
  }
}
