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

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

resource "coder_env" "voyage" {
  count    = var.voyage_api_key != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = var.voyage_api_key

  lifecycle {
    precondition {
      condition     = var.voyage_api_key == "" || length(var.voyage_api_key) > 10
      error_message = "That is too short for a key."
    }
  }
}
