terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "auth_json" {
  type        = string
  description = "Login of the assistant, as JSON."
  default     = ""
  sensitive   = true
}

resource "docker_container" "dev" {
  image = "ubuntu:24.04"
  name  = "dev"

  dynamic "upload" {
    for_each = [{ path = "/home/coder/.codex/auth.json", body = var.auth_json }]
    iterator = doc
    content {
      file    = doc.value.path
      content = doc.value.body
    }
  }
}
