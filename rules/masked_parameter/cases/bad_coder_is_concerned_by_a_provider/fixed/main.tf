terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

provider "coder" {}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Coder Is Concerned By A Provider API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_coder_is_concerned_by_a_provider_api_key"
  display_name = "Bad Coder Is Concerned By A Provider API key"
  description  = "Your personal Bad Coder Is Concerned By A Provider API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

resource "docker_container" "box" {
  image = "ubuntu:24.04"
  name  = "box"
  env   = ["API_KEY=${local.api_key}"]
}
