terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.12"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "install_script" {
  type        = string
  description = "What installs the tool."
}

resource "coder_script" "install" {
  agent_id     = var.agent_id
  display_name = "Install"
  script       = var.install_script
  run_on_start = true
}
