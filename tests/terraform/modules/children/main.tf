terraform {
  required_version = ">= 1.9"

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

variable "acme_api_key" {
  description = "Acme API key."
  type        = string
  default     = ""
  sensitive   = true
}

module "middle" {
  count = var.acme_api_key != "" ? 1 : 0

  source = "./middle"

  agent_id = var.agent_id
  api_key  = var.acme_api_key
}
