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

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false
}

variable "search_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_search_api_key_parameter" {
  description = "Ask each user for a personal Search API key in the workspace form, instead of using `search_api_key`."
  type        = bool
  default     = false
}

module "search" {
  source             = "./search"
  agent_id           = var.agent_id
  search_api_key     = var.search_api_key
  ask_for_search_key = var.enable_search_api_key_parameter
  voyage_api_key     = var.voyage_api_key
  ask_for_voyage_key = var.enable_voyage_api_key_parameter
}
