terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "label" {
  description = "What the key is called."
  type        = string
  default     = "main"
}

locals {
  pair = [var.api_key, var.label]
}

resource "coder_env" "label" {
  agent_id = "agent"
  name     = "LABEL"
  value    = local.pair[1]
}
