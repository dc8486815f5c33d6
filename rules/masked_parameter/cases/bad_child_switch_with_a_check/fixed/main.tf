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
    condition     = !(var.use_gateway && var.api_key != "")
    error_message = "The gateway takes no api_key."
  }
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Child Switch With A Check API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false

  validation {
    condition     = !(var.enable_api_key_parameter && var.use_gateway)
    error_message = "The gateway takes no enable_api_key_parameter."
  }
}

variable "use_gateway" {
  type        = bool
  description = "Whether the assistant goes through the gateway."
  default     = false
}

module "assistant" {
  source      = "./modules/assistant"
  agent_id    = var.agent_id
  api_key     = var.api_key
  ask_for_key = var.enable_api_key_parameter
}
