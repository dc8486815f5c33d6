terraform {
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

variable "agent_token" {
  type        = string
  description = "Token of the Coder agent."
  sensitive   = true
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count        = var.enable_voyage_api_key_parameter ? 1 : 0
  name         = "container_voyage_api_key"
  display_name = "Container Voyage API key"
  description  = "Your personal Voyage API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_api_key = var.enable_voyage_api_key_parameter ? sensitive(data.coder_parameter.voyage_api_key[0].value) : var.voyage_api_key
}

resource "docker_container" "workspace" {
  name  = "workspace"
  image = "ubuntu"

  env = [
    "CODER_AGENT_TOKEN=${var.agent_token}",
    "VOYAGE_API_KEY=${local.voyage_api_key}",
  ]
}
