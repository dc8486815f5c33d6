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

locals {
  caveat = "The value is saved in clear text."
}

data "coder_parameter" "first_token" {
  name         = "first_token"
  display_name = "First token"
  description  = "Your token. ${local.caveat}"
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "second_token" {
  name        = "second_token"
  type        = "string"
  description = <<-EOT
    Your token. Masked in the form, but **stored**
    unencrypted in Coder's database.
  EOT
  styling     = jsonencode({ mask_input = true })
}
