resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  mutable     = true
  description = "Key! Saved unencrypted."
  styling     = jsonencode({ mask_input = true })
}
