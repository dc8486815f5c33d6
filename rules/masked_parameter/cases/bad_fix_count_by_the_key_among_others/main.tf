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

variable "offer_login" {
  type        = bool
  description = "Whether users may log in instead of bringing a key."
  default     = true
}

variable "keep_empty" {
  type        = bool
  description = "Whether the variable is set without a key, too."
  default     = false
}

resource "coder_env" "login" {
  count    = var.offer_login && var.voyage_api_key == "" ? 1 : 0
  agent_id = var.agent_id
  name     = "VOYAGE_LOGIN"
  value    = "browser"
}

resource "coder_env" "voyage" {
  count    = var.keep_empty || var.voyage_api_key != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = var.voyage_api_key
}
