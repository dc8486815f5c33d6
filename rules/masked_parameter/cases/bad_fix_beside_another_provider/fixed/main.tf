terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "agent_id" {
  description = "The agent's ID."
  type        = string
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Beside Another Provider API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_beside_another_provider_api_key"
  display_name = "Bad Fix Beside Another Provider API key"
  description  = "Your personal Bad Fix Beside Another Provider API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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
  provider = docker.remote

  image = "ubuntu:24.04"
  name  = "box"
  env   = ["API_KEY=${local.api_key}"]
}
