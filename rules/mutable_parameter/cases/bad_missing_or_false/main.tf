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

data "coder_parameter" "api_key" {
  name        = "api_key"
  type        = "string"
  description = "Masked, but stored as plaintext."
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "service_token" {
  name        = "service_token"
  type        = "string"
  description = "Masked, but stored as plaintext."
  mutable     = false
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "admin_password" {
  name        = "admin_password"
  type        = "string"
  description = "Masked, but stored as plaintext."
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "github_token" {
  name        = "github_token"
  type        = "string"
  description = "Masked, but stored as plaintext."
}
