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

variable "anthropic" {
  type        = string
  description = "API key for Anthropic."
  default     = ""
}

variable "enable_anthropic_parameter" {
  description = "Ask each user for a personal Anthropic API key in the workspace form, instead of using `anthropic`."
  type        = bool
  default     = false
}

variable "tracker" {
  type        = string
  description = "The personal access token that the agent logs in with."
  default     = ""
}

variable "enable_tracker_parameter" {
  description = "Ask each user for their Tracker personal access token in the workspace form, instead of using `tracker`."
  type        = bool
  default     = false
}

data "coder_parameter" "anthropic" {
  count        = var.enable_anthropic_parameter ? 1 : 0
  name         = "bad_key_description_first_noun_anthropic"
  display_name = "Bad Key Description First Noun Anthropic credential"
  description  = "Your personal Anthropic API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  anthropic = var.enable_anthropic_parameter ? sensitive(data.coder_parameter.anthropic[0].value) : var.anthropic
}

data "coder_parameter" "tracker" {
  count        = var.enable_tracker_parameter ? 1 : 0
  name         = "bad_key_description_first_noun_tracker"
  display_name = "Bad Key Description First Noun Tracker credential"
  description  = "Your Tracker personal access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  tracker = var.enable_tracker_parameter ? sensitive(data.coder_parameter.tracker[0].value) : var.tracker
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --a '${local.anthropic}'
    setup --t '${local.tracker}'
  EOT
}
