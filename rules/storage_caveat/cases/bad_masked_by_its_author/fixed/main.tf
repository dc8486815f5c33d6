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
  description = "Lines for the environment of your shell. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  default     = ""
  mutable     = false
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_parameter" "notes" {
  name        = "notes"
  description = "Only for you. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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
