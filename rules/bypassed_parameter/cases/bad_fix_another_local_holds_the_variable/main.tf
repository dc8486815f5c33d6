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

variable "ask_key" {
  type        = bool
  description = "Whether each user is asked for a key."
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count       = var.ask_key ? 1 : 0
  name        = "voyage_api_key"
  description = "Your Voyage API key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  demo_key       = var.ask_key ? var.voyage_api_key : "demo"
  any_key        = try(var.voyage_api_key)
  voyage_api_key = var.ask_key ? data.coder_parameter.voyage_api_key[0].value : var.voyage_api_key
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = local.voyage_api_key
}

resource "coder_env" "search" {
  agent_id = var.agent_id
  name     = "SEARCH_API_KEY"
  value    = var.voyage_api_key
}
