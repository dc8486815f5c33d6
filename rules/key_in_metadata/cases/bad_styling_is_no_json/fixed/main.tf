data "coder_parameter" "pin" {
  name    = "pin"
  mutable = true
  styling = "{ mask_input: true }"
}

resource "coder_metadata" "workspace" {
  resource_id = "workspace"
  item {
    key       = "PIN"
    value     = data.coder_parameter.pin.value
    sensitive = true
  }
}
