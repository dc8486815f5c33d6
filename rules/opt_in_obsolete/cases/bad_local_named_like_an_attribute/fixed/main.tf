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

variable "task_agent_id" {
  type        = string
  description = "The ID of the Coder agent for tasks."
}

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
  sensitive   = true
}

resource "coder_env" "acme" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}

resource "coder_env" "acme_of_tasks" {
  agent_id = var.task_agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}
