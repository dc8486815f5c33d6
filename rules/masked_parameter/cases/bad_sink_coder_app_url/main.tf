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

resource "coder_app" "ui" {
  agent_id     = var.agent_id
  slug         = "ui"
  display_name = "UI"
  url          = "http://localhost:7860/?token=${urlencode(var.ui_access_token)}"
  share        = "owner"
}
