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

variable "mutable" {
  type = bool
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  type        = "string"
  description = "Masked, but stored as plaintext."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "second_token" {
  name        = "second_token"
  type        = "string"
  description = "Masked, but stored as plaintext."
  mutable     = var.mutable
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "third_token" {
  name        = "third_token"
  type        = "string"
  description = "Masked, but stored as plaintext."
  styling     = jsonencode({ disabled = true })
}

data "coder_parameter" "region" {
  name        = "region"
  type        = "string"
  description = "Masked, but stored as plaintext."
}

# The first password of a database: its author's word.
data "coder_parameter" "database_password" {
  name        = "database_password"
  type        = "string"
  description = "Masked, but stored as plaintext."
  mutable     = false
  styling     = jsonencode({ mask_input = true })
}
