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

variable "amp_api_key" {
  type        = string
  description = "Key of the Amp CLI."
  default     = ""
  sensitive   = true
}

variable "enable_amp_api_key_parameter" {
  description = "Ask each user for a personal Amp key in the workspace form, instead of using `amp_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "amp_api_key" {
  count        = var.enable_amp_api_key_parameter ? 1 : 0
  name         = "bad_sink_templatefile_arg_amp_api_key"
  display_name = "Bad Sink Templatefile Arg Amp API key"
  description  = "Your personal Amp key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  amp_api_key = var.enable_amp_api_key_parameter ? sensitive(data.coder_parameter.amp_api_key[0].value) : var.amp_api_key
}

locals {
  install = templatefile("${path.module}/install.sh", {
    version = "latest"
    key     = local.amp_api_key
  })
}

resource "coder_script" "install" {
  agent_id     = var.agent_id
  display_name = "Install"
  run_on_start = true
  script       = local.install
}
