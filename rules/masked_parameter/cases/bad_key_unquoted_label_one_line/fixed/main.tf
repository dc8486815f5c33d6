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

variable api_key {
  type    = string
  default = ""
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Key Unquoted Label One Line API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

variable "other_api_key" {
  sensitive = true
  default   = ""
}

variable "enable_other_api_key_parameter" {
  description = "Ask each user for a personal Bad Key Unquoted Label One Line other API key in the workspace form, instead of using `other_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_key_unquoted_label_one_line_api_key"
  display_name = "Bad Key Unquoted Label One Line API key"
  description  = "Your personal Bad Key Unquoted Label One Line API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value) : var.api_key
}

data "coder_parameter" "other_api_key" {
  count        = var.enable_other_api_key_parameter ? 1 : 0
  name         = "bad_key_unquoted_label_one_line_other_api_key"
  display_name = "Bad Key Unquoted Label One Line other API key"
  description  = "Your personal Bad Key Unquoted Label One Line other API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  other_api_key = var.enable_other_api_key_parameter ? sensitive(data.coder_parameter.other_api_key[0].value) : var.other_api_key
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --a '${local.api_key}'
    setup --b '${local.other_api_key}'
  EOT
}
