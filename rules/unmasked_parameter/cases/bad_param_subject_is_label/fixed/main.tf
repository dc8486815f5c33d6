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

data "coder_parameter" "own" {
  name         = "openai_api_key"
  display_name = "OpenAI API key"
  description  = "Billed to you."
  type         = "string"
  form_type    = "input"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "o" {
  agent_id = var.agent_id
  name     = "OPENAI_API_KEY"
  value    = data.coder_parameter.own.value
}
