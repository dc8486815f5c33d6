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
  description = "Token of the agent."
}

variable "connect_token" {
  type        = string
  description = "Lets the pod connect."
}

resource "docker_container" "box" {
  image = "ubuntu:24.04"
  name  = "box"
  env   = ["CODER_AGENT_TOKEN=${var.agent_token}"]
}

resource "coder_env" "token" {
  agent_id = "00000000-0000-0000-0000-000000000000"
  name     = "CODER_AGENT_TOKEN"
  value    = var.connect_token
}
