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

variable "anthropic" {
  type        = string
  description = "API key for Anthropic."
  default     = ""
}

variable "tracker" {
  type        = string
  description = "The personal access token that the agent logs in with."
  default     = ""
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --a '${var.anthropic}'
    setup --t '${var.tracker}'
  EOT
}
