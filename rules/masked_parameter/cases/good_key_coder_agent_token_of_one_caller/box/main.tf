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

variable "agent_token" {
  type        = string
  description = "Token of the agent in this box."
}

resource "docker_container" "box" {
  image   = "ubuntu:24.04"
  name    = "box"
  command = ["sh", "-c", "agent --token ${var.agent_token}"]
}
