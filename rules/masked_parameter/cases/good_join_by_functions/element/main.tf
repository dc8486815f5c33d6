terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask" {
  description = "The ask."
  type        = bool
  default     = false
}

data "coder_workspace" "me" {}

data "coder_parameter" "api_key" {
  count       = var.ask ? 1 : 0
  name        = "element_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = element(concat(data.coder_parameter.api_key[*].value, [var.api_key]), 0)
}
