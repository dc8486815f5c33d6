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
  description = "Key of the assistant."
  default     = ""
  sensitive   = true
}

variable "ask_for_key" {
  type        = bool
  description = "Whether each user is asked in the workspace form."
  default     = false
}

data "coder_parameter" "api_key" {
  count       = var.ask_for_key ? 1 : 0
  name        = "assistant_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "k" {
  agent_id = var.agent_id
  name     = "ASSISTANT_API_KEY"
  value    = var.ask_for_key ? data.coder_parameter.api_key[0].value : var.api_key
}
