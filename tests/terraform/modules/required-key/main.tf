terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.12"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "service_token" {
  type        = string
  description = "Access token for the service."
}

resource "coder_env" "service_token" {
  agent_id = var.agent_id
  name     = "SERVICE_TOKEN"
  value    = var.service_token
}

output "headers" {
  description = "What a client sends."
  value       = { Authorization = "Bearer ${var.service_token}" }
}
