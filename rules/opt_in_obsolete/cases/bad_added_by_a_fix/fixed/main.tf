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

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
  sensitive   = true

  validation {
    condition     = !(var.use_gateway && var.acme_api_key != "")
    error_message = "The gateway takes no acme_api_key."
  }
}

variable "use_gateway" {
  type        = bool
  description = "Whether requests go through the gateway."
  default     = false
}

resource "coder_env" "acme" {
  count    = !var.use_gateway && var.acme_api_key != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}
