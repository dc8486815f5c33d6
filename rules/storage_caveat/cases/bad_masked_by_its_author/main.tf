terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

data "coder_parameter" "secret_env" {
  name        = "secret_env"
  description = "Lines for the environment of your shell."
  type        = "string"
  default     = ""
  mutable     = false
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "notes" {
  name        = "notes"
  description = "Only for you."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "region" {
  name        = "region"
  description = "Where it runs."
  type        = "string"
  default     = ""
  mutable     = true
}
