terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = "any"

  validation {
    condition     = var.mode == "any" || var.a_key == "" || var.b_key == ""
    error_message = "Not both keys, but in any."
  }
}

variable "a_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "b_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_b_key" {
  description = "Ask each user for b_key."
  type        = bool
  default     = false
}

data "coder_parameter" "b_key" {
  count        = var.ask_b_key ? 1 : 0
  name         = "b_key"
  display_name = "B key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "a_key" {
  agent_id = "agent"
  name     = "A_KEY"
  value    = var.a_key
}

resource "coder_env" "b_key" {
  agent_id = "agent"
  name     = "B_KEY"
  value    = var.ask_b_key ? data.coder_parameter.b_key[0].value : var.b_key
}
