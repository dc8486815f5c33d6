data "coder_parameter" "api_key" {
  name    = "api_key"
  styling = jsonencode({
    disabled    = false
    placeholder = <<-EOT
      x
    EOT
    mask_input  = true
  })
}
