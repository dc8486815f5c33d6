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

variable "name" {
  description = "The name."
  type        = string
  default     = "KEY"
}

locals {
  it = concat(["x"], tolist([var.api_key]))
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = join(",", local.it)
}
