resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

data "coder_parameter" "api_key" {
  name        = "api_key"
  mutable     = true
  description = <<-EOT
    Your "key".
    The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database.
  EOT
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "token" {
  name        = "token"
  mutable     = true
  description = "Your ${"token"}. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "secret" {
  name        = "client_secret"
  description = "The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}
