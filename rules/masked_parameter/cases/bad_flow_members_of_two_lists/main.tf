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

variable "search_api_key" {
  type        = string
  description = "API key for Search."
  default     = ""
  sensitive   = true
}

locals {
  services = concat([{ own = var.voyage_api_key, shared = var.search_api_key }], [{ own = "", shared = "" }])
}

resource "terraform_data" "index" {
  input = join("", local.services[*].shared)
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = join("", local.services[*].own)
}
