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

variable "auth_json" {
  type        = string
  description = "Your ~/.codex/auth.json, as the CLI wrote it to that path."
  default     = ""
  sensitive   = true
}

variable "auth_tarball" {
  type        = string
  description = "The file that `assistant export` wrote, in base64."
  default     = ""
  sensitive   = true
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --j '${var.auth_json}'
    setup --t '${var.auth_tarball}'
  EOT
}
