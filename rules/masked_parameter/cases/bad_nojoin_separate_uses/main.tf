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

variable "openai_api_key" {
  type        = string
  description = "OpenAI key."
  default     = ""
  sensitive   = true
}

data "coder_parameter" "anthropic_api_key" {
  name        = "anthropic_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "o" {
  agent_id = var.agent_id
  name     = "OPENAI_API_KEY"
  value    = var.openai_api_key
}

resource "coder_env" "a" {
  agent_id = var.agent_id
  name     = "ANTHROPIC_API_KEY"
  value    = data.coder_parameter.anthropic_api_key.value
}
