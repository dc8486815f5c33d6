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

data "coder_parameter" "api_key_name" {
  name         = "api_key_name"
  display_name = "Name of the key"
  description  = "How the key is called in the console."
  type         = "string"
  form_type    = "input"
  mutable      = true
}

data "coder_parameter" "ssh_public_key" {
  name        = "ssh_public_key"
  description = "Added to authorized_keys."
  type        = "string"
  form_type   = "input"
  mutable     = true
}

data "coder_parameter" "token_ttl" {
  name        = "token_ttl"
  description = "How long a login lasts, such as 1h."
  type        = "string"
  form_type   = "input"
  mutable     = true
}

data "coder_parameter" "max_tokens" {
  name        = "max_tokens"
  description = "Upper bound for one answer."
  type        = "number"
  form_type   = "input"
  mutable     = true
}

data "coder_parameter" "enable_api_key" {
  name        = "enable_api_key"
  description = "Use a key of your own."
  type        = "bool"
  form_type   = "switch"
  mutable     = true
}

data "coder_parameter" "nickname" {
  name        = "nickname"
  description = "Hidden from people who look over your shoulder."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "git_repo" {
  name        = "git_repo"
  description = "Repository to clone when you are authenticated."
  type        = "string"
  form_type   = "input"
  mutable     = true
}
