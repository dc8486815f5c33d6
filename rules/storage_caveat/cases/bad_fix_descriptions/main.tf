resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  mutable     = true
  description = <<-EOT
    Your "key".
  EOT
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "token" {
  name        = "token"
  mutable     = true
  description = "Your ${"token"}"
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "secret" {
  name    = "client_secret"
  mutable = true
  styling = jsonencode({ mask_input = true })
}
