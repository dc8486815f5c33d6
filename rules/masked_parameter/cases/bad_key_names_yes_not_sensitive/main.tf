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

variable "openai_api_key" {
  type    = string
  default = ""
}

variable "bot_token" {
  type    = string
  default = null
}

variable "auth_json" {
  type = string
}

variable "session_token" {
  default = ""
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --a '${var.openai_api_key}'
    setup --b '${var.bot_token}'
    setup --c '${var.auth_json}'
    setup --d '${var.session_token}'
  EOT
}
