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

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = null
  sensitive   = true
}
