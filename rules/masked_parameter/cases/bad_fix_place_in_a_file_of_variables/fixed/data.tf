data "coder_workspace" "me" {
}

data "coder_workspace_owner" "me" {
}

data "coder_parameter" "a_api_key" {
  count        = var.enable_a_api_key_parameter ? 1 : 0
  name         = "bad_fix_place_in_a_file_of_variables_api_key"
  display_name = "Bad Fix Place In A File Of Variables API key"
  description  = "Your personal A API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_api_key = var.enable_a_api_key_parameter ? sensitive(data.coder_parameter.a_api_key[0].value) : var.a_api_key
}

data "coder_parameter" "b_api_key" {
  count        = var.enable_b_api_key_parameter ? 1 : 0
  name         = "bad_fix_place_in_a_file_of_variables_b_api_key"
  display_name = "Bad Fix Place In A File Of Variables B API key"
  description  = "Your personal B API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  b_api_key = var.enable_b_api_key_parameter ? sensitive(data.coder_parameter.b_api_key[0].value) : var.b_api_key
}

locals {
  name = data.coder_workspace.me.name
}
