terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    local = {
      source = "hashicorp/local"
    }
  }
}

variable "refresh_token" {
  type        = string
  description = "Refresh token of the CLI."
  default     = ""
  sensitive   = true
}

resource "local_file" "config" {
  filename = "${path.module}/out/config.ini"
  content  = "refresh = ${var.refresh_token}\n"
}
