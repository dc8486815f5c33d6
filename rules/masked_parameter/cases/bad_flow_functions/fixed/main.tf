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

variable "auth_tarball" {
  type        = string
  description = "Base64 tarball with the login of the CLI."
  default     = ""
  sensitive   = true
}

variable "enable_auth_tarball_parameter" {
  description = "Ask each user for a personal Bad Flow Functions auth tarball in the workspace form, instead of using `auth_tarball`."
  type        = bool
  default     = false
}

data "coder_parameter" "auth_tarball" {
  count        = var.enable_auth_tarball_parameter ? 1 : 0
  name         = "bad_flow_functions_auth_tarball"
  display_name = "Bad Flow Functions auth tarball"
  description  = "Your personal Bad Flow Functions auth tarball (Base64 tarball with the login of the CLI). The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  auth_tarball = var.enable_auth_tarball_parameter ? sensitive(data.coder_parameter.auth_tarball[0].value) : var.auth_tarball
}

locals {
  blob = nonsensitive(base64encode(trimspace(local.auth_tarball)))
}

resource "coder_script" "login" {
  agent_id     = var.agent_id
  display_name = "Login"
  run_on_start = true
  script       = format("echo %s | base64 -d | tar xz -C ~", local.blob)
}
