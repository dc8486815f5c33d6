terraform {
  required_providers {
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "agent_token" {
  type        = string
  description = "Token of the Coder agent."
  sensitive   = true
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

resource "docker_container" "workspace" {
  name  = "workspace"
  image = "ubuntu"

  env = [
    "CODER_AGENT_TOKEN=${var.agent_token}",
    "VOYAGE_API_KEY=${var.voyage_api_key}",
  ]
}
