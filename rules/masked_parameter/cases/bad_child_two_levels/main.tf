terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "cohere_api_key" {
  type        = string
  description = "Cohere key."
  default     = ""
  sensitive   = true
}

module "a" {
  source   = "./a"
  agent_id = var.agent_id
  settings = { cohere = var.cohere_api_key }
}
