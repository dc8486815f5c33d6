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
  description = "The ID of a Coder agent."
  type        = string
}

variable "openai_api_key" {
  description = "OpenAI API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "anthropic_api_key" {
  description = "Anthropic API key."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  environment = {
    OPENAI_API_KEY    = var.openai_api_key
    ANTHROPIC_API_KEY = var.anthropic_api_key
  }
}

resource "coder_env" "keys" {
  for_each = { for name, value in local.environment : name => value if value != "" }
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
