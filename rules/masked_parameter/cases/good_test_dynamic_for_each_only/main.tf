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

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

resource "docker_container" "dev" {
  image = "ubuntu:24.04"
  name  = "dev"

  dynamic "labels" {
    for_each = var.api_key == "" ? [] : ["assistant"]
    content {
      label = labels.value
      value = "on"
    }
  }
}
