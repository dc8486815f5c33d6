terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "docker_container" "box" {
  image = "ubuntu:24.04"
  name  = "box"

  provisioner "local-exec" {
    command     = "register"
    environment = { API_KEY = var.api_key }
  }
}
