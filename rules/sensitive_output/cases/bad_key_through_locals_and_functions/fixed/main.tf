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

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  header = "Bearer ${var.api_key}"
}

output "header" {
  value     = base64encode(local.header)
  sensitive = true
}

output "said_false" {
  value     = { key = var.api_key }
  sensitive = true
}
