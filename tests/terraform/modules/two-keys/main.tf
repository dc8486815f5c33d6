terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.1"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "enable_gateway" {
  type        = bool
  description = "Sign in through the gateway."
  default     = false

  validation {
    condition     = !(var.enable_gateway && length(var.acme_api_key) > 0)
    error_message = "acme_api_key cannot be used together with the gateway."
  }

  validation {
    condition     = !(var.enable_gateway && var.acme_oauth_token != "")
    error_message = "acme_oauth_token cannot be used together with the gateway."
  }
}

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
  sensitive   = true
}

variable "acme_oauth_token" {
  type        = string
  description = "OAuth token for Acme."
  sensitive   = true
  default     = ""
}

variable "coder_parameter_order" {
  type        = number
  description = "The order of the parameters in the form."
  default     = null
}

locals {
  acme_api_key = var.enable_gateway ? "from-the-gateway" : var.acme_api_key # what is used
  env = {
    ACME_MODE = "cli"
  }
}

resource "coder_env" "acme_api_key" {
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = local.acme_api_key
}

resource "coder_env" "acme_oauth_token" {
  agent_id = var.agent_id
  name     = "ACME_OAUTH_TOKEN"
  value    = var.acme_oauth_token
}
