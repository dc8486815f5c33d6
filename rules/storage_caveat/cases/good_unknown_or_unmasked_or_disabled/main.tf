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

variable "description" {
  type = string
}

data "coder_parameter" "first_token" {
  name         = "first_token"
  display_name = "First token"
  description  = var.description
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "second_token" {
  name         = "second_token"
  display_name = "Second token"
  description  = "Token."
  type         = "string"
  mutable      = true
}

data "coder_parameter" "third_token" {
  name         = "third_token"
  display_name = "Third token"
  description  = "Token."
  type         = "string"
  mutable      = true
  styling      = jsonencode({ mask_input = true, disabled = true })
}
