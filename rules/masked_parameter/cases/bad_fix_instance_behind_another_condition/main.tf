terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "quiet" {
  description = "Say nothing."
  type        = bool
  default     = false
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "no_key" {
  count    = var.api_key == "" ? 1 : 0
  agent_id = "agent"
  name     = "NO_KEY"
  value    = "true"
}

resource "coder_env" "id" {
  agent_id = "agent"
  name     = "ID"
  value    = var.quiet ? "" : coder_env.no_key[0].id
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
