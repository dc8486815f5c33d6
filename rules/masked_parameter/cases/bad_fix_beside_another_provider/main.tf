terraform {
  required_version = ">= 1.9"

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

variable "agent_id" {
  description = "The agent's ID."
  type        = string
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "docker_container" "box" {
  provider = docker.remote

  image = "ubuntu:24.04"
  name  = "box"
  env   = ["API_KEY=${var.api_key}"]
}
