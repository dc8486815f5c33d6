terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "acme" {
  type        = string
  default     = ""
  description = <<-EOT
    API key for Acme.
  EOT
}

variable "enable_acme_parameter" {
  description = "Ask each user for a personal Acme API key in the workspace form, instead of using `acme`."
  type        = bool
  default     = false
}

variable "other" {
  type        = string
  default     = ""
  description = ("API key for another.")
}

variable "enable_other_parameter" {
  description = "Ask each user for a personal Bad Key Description In A Heredoc API key in the workspace form, instead of using `other`."
  type        = bool
  default     = false
}

data "coder_parameter" "acme" {
  count        = var.enable_acme_parameter ? 1 : 0
  name         = "bad_key_description_in_a_heredoc_acme"
  display_name = "Bad Key Description In A Heredoc Acme credential"
  description  = "Your personal Acme API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  acme = var.enable_acme_parameter ? sensitive(data.coder_parameter.acme[0].value) : var.acme
}

data "coder_parameter" "other" {
  count        = var.enable_other_parameter ? 1 : 0
  name         = "bad_key_description_in_a_heredoc_other"
  display_name = "Bad Key Description In A Heredoc API key"
  description  = "Your personal Bad Key Description In A Heredoc API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  other = var.enable_other_parameter ? sensitive(data.coder_parameter.other[0].value) : var.other
}

resource "coder_env" "acme" {
  agent_id = var.agent_id
  name     = "ACME"
  value    = local.acme
}

resource "coder_env" "other" {
  agent_id = var.agent_id
  name     = "OTHER"
  value    = local.other
}
