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

variable "note" {
  type        = string
  description = "What the user is told."
  default     = "It is kept unencrypted."
}

locals {
  warning = "The value is stored as plaintext."
}

data "coder_parameter" "a_api_key" {
  name        = "a_api_key"
  description = "Your key. ${local.warning}"
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "b_api_key" {
  name        = "b_api_key"
  description = format("%s %s", "Your key.", local.warning)
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "c_api_key" {
  name        = "c_api_key"
  description = join(" ", ["Your key.", var.note])
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
