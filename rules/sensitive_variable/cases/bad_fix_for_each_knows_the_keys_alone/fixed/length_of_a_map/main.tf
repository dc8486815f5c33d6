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

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

locals {
  map = { key = var.api_key }
}

resource "coder_env" "each" {
  for_each = toset([for n in range(length(local.map)) : tostring(n)])
  agent_id = "agent"
  name     = "EACH"
  value    = "x"
}
