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

data "coder_parameter" "account_password" {
  name         = "account_password"
  display_name = "Account password"
  description  = "Password of your 1Password account."
  type         = "string"
  form_type    = "input"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_script" "op" {
  agent_id     = var.agent_id
  display_name = "Sign in"
  script       = "echo '${data.coder_parameter.account_password.value}' | op signin"
}
