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

variable "access_token" {
  type        = string
  description = "Access token of the package mirror."
  default     = ""
  sensitive   = true
}

resource "docker_volume" "home" {
  name = "home"
}

resource "coder_metadata" "info" {
  resource_id = docker_volume.home.id

  item {
    key       = "mirror token"
    value     = var.access_token
    sensitive = true
  }
}
