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

variable "linear" {
  type        = string
  description = "Paste the API token that Linear shows under Settings."
  default     = ""
  sensitive   = true
}

variable "gcp_service_account" {
  type        = string
  description = "JSON with the service-account key that the CLI signs in with."
  default     = ""
  sensitive   = true
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --linear '${var.linear}'
    setup --gcp '${var.gcp_service_account}'
  EOT
}
