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

variable "styling" {
  type        = string
  description = "JSON for the form."
}

data "coder_parameter" "api_key" {
  name        = "assistant_api_key"
  description = "Your own key for the assistant. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling     = var.styling
}

resource "coder_env" "key" {
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = data.coder_parameter.api_key.value
}
