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
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

resource "terraform_data" "restart" {
  input = var.voyage_api_key != "" ? "with a key" : "without"
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = var.voyage_api_key

  provisioner "local-exec" {
    command = var.voyage_api_key != "" ? "true" : "echo no key"
  }
}
