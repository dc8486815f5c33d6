terraform {
  required_version = ">= 1.5"

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
}

data "coder_parameter" "bot_token" {
  name        = "assistant_bot_token"
  description = "Your token."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "key" {
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = var.api_key
}
