data "coder_parameter" "api_key" {
  name        = "api_key"
  type        = "string"
  description = null
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
