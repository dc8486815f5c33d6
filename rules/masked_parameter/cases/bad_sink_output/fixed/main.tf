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

variable "session_token" {
  type        = string
  description = "Session token of the Augment CLI."
  default     = ""
  sensitive   = true
}

variable "enable_session_token_parameter" {
  description = "Ask each user for a personal Bad Sink Output session token in the workspace form, instead of using `session_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "session_token" {
  count        = var.enable_session_token_parameter ? 1 : 0
  name         = "bad_sink_output_session_token"
  display_name = "Bad Sink Output session token"
  description  = "Your personal Bad Sink Output session token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  session_token = var.enable_session_token_parameter ? sensitive(data.coder_parameter.session_token[0].value) : var.session_token
}

output "session_token" {
  description = "For modules that come after this one."
  value       = local.session_token
  sensitive   = true
}
