terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = !(var.a_token != "" && var.z_token != "")
    error_message = "Use a_token or z_token."
  }
}

variable "z_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_z" {
  description = "The ask_z."
  type        = bool
  default     = false
}

data "coder_parameter" "z_token" {
  count       = var.ask_z ? 1 : 0
  name        = "z_token"
  description = "Your own token. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "z_token" {
  agent_id = "agent"
  name     = "Z_TOKEN"
  value    = var.ask_z ? data.coder_parameter.z_token[0].value : var.z_token
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = var.a_token
}
