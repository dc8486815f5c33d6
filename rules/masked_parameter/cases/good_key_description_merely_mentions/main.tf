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

variable "model" {
  type        = string
  description = "Model to use; your API key must be allowed to call it."
  default     = ""
}

variable "region" {
  type        = string
  description = "Region in which the API key was created."
  default     = ""
}

variable "base_address" {
  type        = string
  description = "Server that checks the access token."
  default     = ""
}

variable "editor" {
  type        = string
  description = "Editor to open while the token is refreshed."
  default     = ""
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --m '${var.model}'
    setup --r '${var.region}'
    setup --b '${var.base_address}'
    setup --e '${var.editor}'
  EOT
}
