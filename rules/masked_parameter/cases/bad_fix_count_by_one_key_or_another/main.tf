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

variable "voyage_token" {
  type        = string
  description = "Session token for Voyage."
  default     = ""
  sensitive   = true
}

variable "auth_mode" {
  type        = string
  description = "How to sign in: key or token."
  default     = "key"
}

locals {
  credential = var.auth_mode == "key" ? var.voyage_api_key : var.voyage_token
}

resource "coder_env" "voyage" {
  count    = local.credential != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = local.credential
}
