data "coder_parameter" "api_key" {
  name        = "api_key"
  type        = "string"
  description = "The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
