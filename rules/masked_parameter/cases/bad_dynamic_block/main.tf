terraform {
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

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

resource "docker_container" "it" {
  name  = "it"
  image = "it"
  env   = [for name, value in { API_KEY = var.api_key } : "${name}=${value}"]

  dynamic "upload" {
    for_each = { "/run/key" = var.api_key }
    iterator = file
    content {
      file    = file.key
      content = file.value
    }
  }
}
