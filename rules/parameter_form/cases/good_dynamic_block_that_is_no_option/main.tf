data "coder_parameter" "api_key" {
  name      = "api_key"
  type      = "string"
  form_type = "input"
  styling = jsonencode({
    mask_input = true
  })

  dynamic "validation" {
    for_each = [1]

    content {
      regex = "^sk-"
      error = "It begins with sk-."
    }
  }
}
