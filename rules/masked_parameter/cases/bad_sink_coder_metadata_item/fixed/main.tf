terraform {
  required_version = ">= 1.5"

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

variable "access_token" {
  type        = string
  description = "Access token of the package mirror."
  default     = ""
  sensitive   = true
}

variable "enable_access_token_parameter" {
  description = "Ask each user for a personal Bad Sink Coder Metadata Item access token in the workspace form, instead of using `access_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "access_token" {
  count        = var.enable_access_token_parameter ? 1 : 0
  name         = "bad_sink_coder_metadata_item_access_token"
  display_name = "Bad Sink Coder Metadata Item access token"
  description  = "Your personal Bad Sink Coder Metadata Item access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  access_token = var.enable_access_token_parameter ? sensitive(data.coder_parameter.access_token[0].value) : var.access_token
}

resource "docker_volume" "home" {
  name = "home"
}

resource "coder_metadata" "info" {
  resource_id = docker_volume.home.id

  item {
    key       = "mirror token"
    value     = local.access_token
    sensitive = true
  }
}
