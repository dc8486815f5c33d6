terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

data "coder_parameter" "admin_password" {
  name         = "admin_password"
  display_name = "Admin password"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ placeholder = "secret", mask_input = true })
}
