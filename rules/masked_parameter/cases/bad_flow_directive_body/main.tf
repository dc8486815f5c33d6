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

variable "sentry_auth_token" {
  type        = string
  description = "Auth token of Sentry."
  default     = ""
  sensitive   = true
}

resource "coder_script" "rc" {
  agent_id     = var.agent_id
  display_name = "Shell profile"
  run_on_start = true
  script       = <<-EOT
    %{if var.sentry_auth_token != ""~}
    echo 'export SENTRY_AUTH_TOKEN=${var.sentry_auth_token}' >> ~/.profile
    %{endif~}
    true
  EOT
}
