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

variable "hf_token" {
  type        = string
  description = "Hugging Face token."
  default     = ""
  sensitive   = true
}

variable "auth_json" {
  type        = string
  description = "Contents of the assistant's auth.json."
  default     = ""
  sensitive   = true
}

variable "wandb_api_key" {
  type        = string
  description = "Weights & Biases key."
  default     = ""
  sensitive   = true
}

resource "docker_container" "workspace" {
  image   = "ghcr.io/acme/ml:latest"
  name    = "ml"
  command = ["sh", "-c", "hf auth login --token ${var.hf_token} && exec sleep infinity"]
  env = [
    "LANG=C.UTF-8",
    "WANDB_API_KEY=${var.wandb_api_key}",
  ]

  upload {
    file    = "/home/coder/.assistant/auth.json"
    content = var.auth_json
  }
}
