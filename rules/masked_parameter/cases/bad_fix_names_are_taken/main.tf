terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "coder_parameter_order" {
  description = "Where parameters stand in the form."
  type        = number
  default     = null
}

variable "enable_api_key_parameter" {
  description = "Log in by the API."
  type        = bool
  default     = true
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  api_key = var.enable_api_key_parameter ? "api" : "page"
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}
