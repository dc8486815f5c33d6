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

  validation {
    condition     = !(var.use_gateway && var.voyage_api_key != "")
    error_message = "The gateway takes no voyage_api_key."
  }

  validation {
    condition     = var.voyage_api_key == "" || var.voyage_profile == null
    error_message = "Set voyage_api_key or voyage_profile, not both."
  }
}

variable "use_gateway" {
  type        = bool
  description = "Whether requests go through the gateway."
  default     = false
}

variable "voyage_profile" {
  type        = string
  description = "The profile to sign in with."
  default     = null
}

variable "mode" {
  type        = string
  description = "How requests go."
  default     = "direct"

  validation {
    condition     = !(var.mode == "offline" && var.voyage_api_key != "")
    error_message = "Offline, there is no use for voyage_api_key."
  }
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = var.voyage_api_key
}
