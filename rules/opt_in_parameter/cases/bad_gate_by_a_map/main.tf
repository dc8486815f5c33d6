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
  default     = true
}

data "coder_parameter" "api_key" {
  for_each    = var.ask ? { key = true } : {}
  name        = "api_key"
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
  value    = try(data.coder_parameter.api_key["key"].value, var.api_key)
}
