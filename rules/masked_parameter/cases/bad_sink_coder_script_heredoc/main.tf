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

variable "github_token" {
  type        = string
  description = "Token used to clone private repositories."
  default     = ""
  sensitive   = true
}

resource "coder_script" "clone" {
  agent_id     = var.agent_id
  display_name = "Clone"
  run_on_start = true
  script       = <<-EOT
    #!/usr/bin/env bash
    set -eu
    echo "${var.github_token}" | gh auth login --with-token
    gh repo clone acme/app "$HOME/app"
  EOT
}
