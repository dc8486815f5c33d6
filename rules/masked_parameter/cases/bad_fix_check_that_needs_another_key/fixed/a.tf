variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.a_token == "" || var.enable_b_token_parameter || var.b_token != ""
    error_message = "Set b_token too."
  }
}

variable "enable_a_token_parameter" {
  description = "Ask each user for a personal A API key in the workspace form, instead of using `a_token`."
  type        = bool
  default     = false

  validation {
    condition     = !var.enable_a_token_parameter || var.enable_b_token_parameter || var.b_token != ""
    error_message = "Set b_token too."
  }
}

data "coder_parameter" "a_token" {
  count        = var.enable_a_token_parameter ? 1 : 0
  name         = "bad_fix_check_that_needs_another_key_a_token"
  display_name = "Bad Fix Check That Needs Another Key A token"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_token = var.enable_a_token_parameter ? sensitive(data.coder_parameter.a_token[0].value) : var.a_token
}

data "coder_parameter" "b_token" {
  count        = var.enable_b_token_parameter ? 1 : 0
  name         = "bad_fix_check_that_needs_another_key_b_token"
  display_name = "Bad Fix Check That Needs Another Key B token"
  description  = "Your personal B API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  b_token = var.enable_b_token_parameter ? sensitive(data.coder_parameter.b_token[0].value) : var.b_token
}

locals {
  a = 1
}
