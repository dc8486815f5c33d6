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

variable "acme_session_token" {
  type        = string
  description = "Session token of the Acme CLI."
  default     = ""
}

resource "coder_env" "acme_session_token" {
  agent_id = var.agent_id
  name     = "ACME_SESSION_TOKEN"
  value    = var.acme_session_token
}

module "runner" {
  source   = "./runner"
  agent_id = var.agent_id

  install_script = <<-EOT
    #!/bin/bash
    set -o errexit
    ARG_TOKEN='${var.acme_session_token}' \
    ARG_KEEP='$${var.acme_session_token}' \
      /tmp/install.sh
  EOT
}
