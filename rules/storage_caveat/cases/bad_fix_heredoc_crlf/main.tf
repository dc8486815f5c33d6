data "coder_parameter" "api_key" {
  name        = "api_key"
  type        = "string"
  description = <<-EOT
    Your API key.
  EOT
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}
