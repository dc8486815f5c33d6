resource "coder_agent" "main" {
  os             = "linux"
  arch           = "amd64"
  startup_script = "acme ${data.coder_parameter.api_key.value}"
}

data "coder_parameter" "api_key" {
  name = "api_key"
}
