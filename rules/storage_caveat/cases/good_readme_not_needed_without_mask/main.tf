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

variable "model" {
  type        = string
  description = "Model to use."
  default     = ""
}

data "coder_parameter" "nickname" {
  name        = "nickname"
  description = "What the assistant calls you."
  type        = "string"
  form_type   = "input"
  mutable     = true
}

resource "coder_env" "m" {
  agent_id = var.agent_id
  name     = "MODEL"
  value    = var.model
}

resource "coder_env" "n" {
  agent_id = var.agent_id
  name     = "NICK"
  value    = data.coder_parameter.nickname.value
}
