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

variable "linear_api_key" {
  type        = string
  description = "Linear API key."
  default     = ""
  sensitive   = true
}

provider "linear" {
  token = var.linear_api_key
}

resource "coder_env" "linear" {
  agent_id = var.agent_id
  name     = "LINEAR_API_KEY"
  value    = var.linear_api_key
}
