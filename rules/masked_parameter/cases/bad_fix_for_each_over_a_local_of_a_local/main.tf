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
  description = "The ID of a Coder agent."
}

variable "acme_api_key" {
  type        = string
  description = "API key for Acme."
  default     = ""
}

locals {
  key_env = var.acme_api_key != "" ? { ACME_API_KEY = var.acme_api_key } : {}
  env     = merge({ ACME_URL = "https://acme.example" }, local.key_env)
}

resource "coder_env" "all" {
  for_each = local.env
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
