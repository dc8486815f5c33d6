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
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

module "search" {
  source         = "./search"
  agent_id       = var.agent_id
  search_api_key = var.search_api_key
  voyage_api_key = var.voyage_api_key
}
