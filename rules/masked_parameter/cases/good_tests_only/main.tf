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

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  has_key = var.api_key != "" && length(var.api_key) > 8
}

resource "coder_script" "it" {
  count        = var.api_key == "" ? 0 : 1
  agent_id     = var.agent_id
  display_name = can(regex("^sk", var.api_key)) ? "New" : "Old"
  script       = local.has_key ? "run" : "stop"
}
