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

locals {
  key     = var.api_key
  has_key = local.key != ""
}

resource "coder_env" "api_key" {
  count    = local.key != "" ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.key
}

resource "coder_env" "has_key" {
  agent_id = "agent"
  name     = "HAS_KEY"
  value    = local.has_key
}

resource "coder_env" "characters" {
  count    = length(local.key)
  agent_id = "agent"
  name     = "CHARACTERS"
  value    = "many"
}
