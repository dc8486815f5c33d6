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

variable "api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "collide_api_key" {
  type        = string
  description = "The other API key for Voyage."
  default     = ""
  sensitive   = true
}

resource "coder_env" "one" {
  agent_id = var.agent_id
  name     = "ONE_API_KEY"
  value    = var.api_key
}

resource "coder_env" "other" {
  agent_id = var.agent_id
  name     = "OTHER_API_KEY"
  value    = var.collide_api_key
}
