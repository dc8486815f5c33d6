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
  description = "Your key for service 0. Coder keeps it hidden in the form. It is stored as plain text."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc1_api_key" {
  name        = "svc1_api_key"
  description = "Your key for service 1. Masked only on screen: the value is kept in clear text by Coder."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc2_api_key" {
  name        = "svc2_api_key"
  description = "Your key for service 2. Note that it is saved unencrypted."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc3_api_key" {
  name        = "svc3_api_key"
  description = "Your key for service 3. The value is stored, not encrypted, in Coder's database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc4_api_key" {
  name        = "svc4_api_key"
  description = "Your key for service 4. Plaintext is how the value is stored."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "svc5_api_key" {
  name        = "svc5_api_key"
  description = "Your key for service 5. STORED IN PLAINTEXT!"
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
