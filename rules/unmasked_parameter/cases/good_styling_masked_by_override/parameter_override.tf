data "coder_parameter" "api_key" {
  styling     = jsonencode({ mask_input = true })
  description = "Your key. The form hides it, while the value is stored as plaintext in the Coder database."
}
