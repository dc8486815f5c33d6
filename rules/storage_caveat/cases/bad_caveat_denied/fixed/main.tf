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

data "coder_parameter" "svc0_api_key" {
  name        = "svc0_api_key"
  description = "Your key for service 0. The value is never stored in plaintext. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc1_api_key" {
  name        = "svc1_api_key"
  description = "Your key for service 1. It isn't kept unencrypted. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc2_api_key" {
  name        = "svc2_api_key"
  description = "Your key for service 2. It is not saved as plain text. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
