terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    local = {
      source = "hashicorp/local"
    }
  }
}

variable "refresh_token" {
  type        = string
  description = "Refresh token of the CLI."
  default     = ""
  sensitive   = true
}

variable "enable_refresh_token_parameter" {
  description = "Ask each user for a personal Bad Sink Local File refresh token in the workspace form, instead of using `refresh_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "refresh_token" {
  count        = var.enable_refresh_token_parameter ? 1 : 0
  name         = "bad_sink_local_file_refresh_token"
  display_name = "Bad Sink Local File refresh token"
  description  = "Your personal Bad Sink Local File refresh token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  refresh_token = var.enable_refresh_token_parameter ? sensitive(data.coder_parameter.refresh_token[0].value) : var.refresh_token
}

resource "local_file" "config" {
  filename = "${path.module}/out/config.ini"
  content  = "refresh = ${local.refresh_token}\n"
}
