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

variable "ui_access_token" {
  type        = string
  description = "Access token of the web UI."
  default     = ""
  sensitive   = true
}

variable "enable_ui_access_token_parameter" {
  description = "Ask each user for a personal Bad Sink Coder App URL access token in the workspace form, instead of using `ui_access_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "ui_access_token" {
  count        = var.enable_ui_access_token_parameter ? 1 : 0
  name         = "bad_sink_coder_app_url_ui_access_token"
  display_name = "Bad Sink Coder App URL access token"
  description  = "Your personal Bad Sink Coder App URL access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  ui_access_token = var.enable_ui_access_token_parameter ? sensitive(data.coder_parameter.ui_access_token[0].value) : var.ui_access_token
}

resource "coder_app" "ui" {
  agent_id     = var.agent_id
  slug         = "ui"
  display_name = "UI"
  url          = "http://localhost:7860/?token=${urlencode(local.ui_access_token)}"
  share        = "owner"
}
