locals {
  router = { OPENROUTER_API_KEY = local.openrouter_api_key }
}

data "coder_parameter" "openrouter_api_key" {
  count        = var.enable_openrouter_api_key_parameter ? 1 : 0
  name         = "bad_flow_several_files_openrouter_api_key"
  display_name = "Bad Flow Several Files OpenRouter API key"
  description  = "Your personal OpenRouter key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openrouter_api_key = var.enable_openrouter_api_key_parameter ? sensitive(data.coder_parameter.openrouter_api_key[0].value) : var.openrouter_api_key
}
