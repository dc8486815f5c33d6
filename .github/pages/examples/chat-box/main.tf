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
  description = "The ID of a Coder agent."
  type        = string
}

variable "model_api_key" {
  description = "API key for the model's provider."
  type        = string
  default     = ""
  sensitive   = true
}

resource "docker_container" "chat" {
  image = "chat.example/box:1"
  name  = "chat"
  env   = ["MODEL_API_KEY=${var.model_api_key}", "AGENT=${var.agent_id}"]
}
