resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

data "coder_parameter" "api_key" {
  name      = "api_key"
  mutable   = true
  styling   = jsonencode({ mask_input = true })
  # coderlint-ignore: storage_caveat -- a demonstration
  description = "Your API key."
}
