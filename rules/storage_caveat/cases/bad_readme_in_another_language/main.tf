resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  mutable     = true
  description = "Stored as plaintext."
  styling     = jsonencode({ mask_input = true })
}
