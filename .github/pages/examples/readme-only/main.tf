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

variable "environment" {
  description = "Environment variables for the agent."
  type        = map(string)
  default     = {}
}

resource "coder_env" "environment" {
  for_each = var.environment
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
