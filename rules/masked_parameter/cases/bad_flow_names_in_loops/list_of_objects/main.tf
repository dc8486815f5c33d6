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

  dynamic "env" {
    for_each = [{ name = "API_KEY", value = var.api_key }, { name = "REGION", value = "x" }]

    content {
      name  = env.value.name
      value = env.value.value
    }
  }
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}
