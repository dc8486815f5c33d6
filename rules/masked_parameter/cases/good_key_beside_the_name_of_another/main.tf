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

variable "assistant" {
  type        = string
  description = "For the assistant."
  default     = ""
  sensitive   = true
}

locals {
  env = {
    name  = "OPENAI_API_KEY"
    value = "none"
    motto = var.assistant
  }
}

resource "coder_env" "motto" {
  agent_id = var.agent_id
  name     = "MOTTO"
  value    = local.env.motto
}
