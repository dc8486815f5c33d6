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

variable "account" {
  description = "Who signs in."
  type        = string
}

resource "coder_env" "it" {
  agent_id = var.agent_id
  name     = "GOOGLE_CREDENTIALS"
  value    = var.account
}
