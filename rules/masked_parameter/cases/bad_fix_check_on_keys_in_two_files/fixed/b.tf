variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true

  validation {
    condition     = var.b_token == "" || var.a_token == ""
    error_message = "Use a_token or b_token, not both."
  }
}

variable "enable_b_token_parameter" {
  description = "Ask each user for a personal B API key in the workspace form, instead of using `b_token`."
  type        = bool
  default     = false

  validation {
    condition     = !var.enable_b_token_parameter || (!var.enable_a_token_parameter && var.a_token == "")
    error_message = "Use a_token or enable_b_token_parameter, not both."
  }
}

data "coder_parameter" "a_token" {
  count        = var.enable_a_token_parameter ? 1 : 0
  name         = "bad_fix_check_on_keys_in_two_files_a_token"
  display_name = "Bad Fix Check On Keys In Two Files A token"
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
  name         = "bad_fix_check_on_keys_in_two_files_b_token"
  display_name = "Bad Fix Check On Keys In Two Files B token"
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
  more = local.port
}
