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

variable "groq_api_key" {
  type        = string
  description = "Groq key."
  default     = ""
  sensitive   = true
}

locals {
  container_env = {
    TZ           = "UTC"
    GROQ_API_KEY = var.groq_api_key
  }
}

resource "docker_container" "dev" {
  image = "ubuntu:24.04"
  name  = "dev"
  env   = [for name, value in local.container_env : "${name}=${value}" if value != ""]
}
