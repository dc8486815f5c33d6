terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    cloudinit = {
      source = "hashicorp/cloudinit"
    }
  }
}

variable "acme_api_key" {
  description = "API key for Acme."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_acme_api_key_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "acme_api_key" {
  count        = var.enable_acme_api_key_parameter ? 1 : 0
  name         = "bad_sink_first_boot_acme_api_key"
  display_name = "Bad Sink First Boot Acme API key"
  description  = "Your personal Acme API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  acme_api_key = var.enable_acme_api_key_parameter ? sensitive(data.coder_parameter.acme_api_key[0].value) : var.acme_api_key
}

data "cloudinit_config" "boot" {
  part {
    content_type = "text/cloud-config"
    content      = yamlencode({ write_files = [{ path = "/etc/acme", content = local.acme_api_key }] })
  }
}
