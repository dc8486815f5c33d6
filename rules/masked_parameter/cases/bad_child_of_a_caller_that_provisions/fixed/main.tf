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

resource "terraform_data" "index" {
  input = var.voyage_api_key
}

module "search" {
  source                          = "./search"
  agent_id                        = var.agent_id
  voyage_api_key                  = var.voyage_api_key
  enable_voyage_api_key_parameter = var.enable_voyage_api_key_parameter
}
