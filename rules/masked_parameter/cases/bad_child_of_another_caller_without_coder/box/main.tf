terraform {
  required_version = ">= 1.9"

  required_providers {
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

resource "docker_container" "box" {
  image = "ubuntu:24.04"
  name  = "box"
  env   = ["API_KEY=${var.api_key}"]
}
