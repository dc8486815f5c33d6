terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "b_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "a_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.a_key != "a"
    error_message = "No key has one letter."
  }
}

variable "ask_a_key" {
  description = "Ask each user for a_key."
  type        = bool
  default     = false

  validation {
    condition     = !var.ask_a_key || var.b_key == ""
    error_message = "ask_a_key excludes b_key."
  }
}

data "coder_parameter" "a_key" {
  count        = var.ask_a_key ? 1 : 0
  name         = "a_key"
  display_name = "A key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "b_key" {
  agent_id = "agent"
  name     = "B_KEY"
  value    = var.b_key
}

resource "coder_env" "a_key" {
  agent_id = "agent"
  name     = "A_KEY"
  value    = var.ask_a_key ? data.coder_parameter.a_key[0].value : var.a_key
}
