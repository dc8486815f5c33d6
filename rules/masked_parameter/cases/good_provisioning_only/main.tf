terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "cloud_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

provider "cloud" {
  token = var.cloud_token
}

data "http" "account" {
  url = "https://cloud.example/account"
  request_headers = {
    Authorization = "Bearer ${var.cloud_token}"
  }
}

resource "docker_container" "it" {
  name  = "it"
  image = "it"

  provisioner "local-exec" {
    command = "login"
    environment = {
      TOKEN = var.cloud_token
    }
  }
}
