terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "auth_tarball" {
  description = "Base64-encoded, gzipped tarball of the login, from `carry pack`."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_script" "unpack" {
  agent_id     = var.agent_id
  display_name = "Carry on"
  run_on_start = true
  script       = templatefile("${path.module}/unpack.sh", { AUTH_TARBALL = var.auth_tarball })
}
