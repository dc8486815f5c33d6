terraform {
  required_version = ">= 1.9"

  required_providers {
    docker = {
      source = "kreuzwerker/docker"
    }
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "a_api_key"
  display_name = "A API key"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "docker_container" "a" {
  image = "ubuntu:24.04"
  name  = "a"
  env   = ["API_KEY=${local.api_key}"]
}

module "box" {
  source  = "../box"
  api_key = local.api_key
}
