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

data "coder_parameter" "own_key" {
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

resource "coder_metadata" "voyage" {
  resource_id = var.agent_id

  item {
    key   = "key"
    value = try(data.coder_parameter.own_key[0].value, var.voyage_api_key)
  }
}
