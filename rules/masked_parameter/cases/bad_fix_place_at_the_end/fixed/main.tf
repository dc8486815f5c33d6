terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_env" "a_api_key" {
  agent_id = "agent"
  name     = "A_API_KEY"
  value    = local.a_api_key
}

data "coder_parameter" "a_api_key" {
  count        = var.enable_a_api_key_parameter ? 1 : 0
  name         = "bad_fix_place_at_the_end_a_api_key"
  display_name = "Bad Fix Place At The End A API key"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_api_key = var.enable_a_api_key_parameter ? sensitive(data.coder_parameter.a_api_key[0].value) : var.a_api_key
}