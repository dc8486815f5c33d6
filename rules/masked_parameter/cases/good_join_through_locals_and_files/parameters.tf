data "coder_parameter" "api_key" {
  count        = var.ask ? 1 : 0
  name         = "api_key"
  display_name = "Api key"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  from_user = sensitive(data.coder_parameter.api_key[0].value)
  effective = {
    key = var.ask ? local.from_user : var.api_key
  }
}
