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

module "assistant" {
  source   = "./modules/assistant"
  agent_id = var.agent_id
  api_key  = var.api_key
}

resource "coder_env" "lengths" {
  count    = length(var.api_key)
  agent_id = var.agent_id
  name     = "LENGTH_${count.index}"
  value    = "1"
}
