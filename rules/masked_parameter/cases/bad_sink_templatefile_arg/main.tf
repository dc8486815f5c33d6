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

variable "amp_api_key" {
  type        = string
  description = "Key of the Amp CLI."
  default     = ""
  sensitive   = true
}

locals {
  install = templatefile("${path.module}/install.sh", {
    version = "latest"
    key     = var.amp_api_key
  })
}

resource "coder_script" "install" {
  agent_id     = var.agent_id
  display_name = "Install"
  run_on_start = true
  script       = local.install
}
