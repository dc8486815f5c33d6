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

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true

  validation {
    condition     = var.enable_api_key_parameter || length(var.api_key) > 8
    error_message = "That is too short for a key."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Child Switch For A Required Key API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

module "assistant" {
  source      = "./modules/assistant"
  agent_id    = var.agent_id
  api_key     = var.api_key
  ask_for_key = var.enable_api_key_parameter
}
