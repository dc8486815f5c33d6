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

variable "name" {
  type        = string
  description = "Name of the environment variable."
}

variable "value" {
  type        = string
  description = "Its content."
}

resource "coder_env" "this" {
  agent_id = var.agent_id
  name     = var.name
  value    = var.value
}
