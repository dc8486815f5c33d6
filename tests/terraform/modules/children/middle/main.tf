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

variable "api_key" {
  description = "Acme API key."
  type        = string
  default     = ""
  sensitive   = true
}

module "bottom" {
  source   = "./bottom"
  agent_id = var.agent_id
  api_key  = var.api_key
}
