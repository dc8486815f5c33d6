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

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

resource "coder_env" "key" {
  count    = var.api_key != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = var.api_key
}
