terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_parameter" "api_key" {
  name        = "acme_api_key"
  description = "Your API key. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  mutable     = true
  styling     = { mask_input = true }
}

data "coder_parameter" "token" {
  name        = "acme_token"
  description = "Your token. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  mutable     = true
  styling = {
    mask_input  = true
    placeholder = "tok-"
  }
}

locals {
  styling = { mask_input = true }
}

data "coder_parameter" "secret" {
  name        = "acme_secret"
  description = "Your secret. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  mutable     = true
  styling     = local.styling
}

data "coder_parameter" "pat" {
  name        = "acme_pat"
  description = "Your PAT. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  mutable     = true
  styling     = [true]
}
