data "coder_parameter" "api_key" {
  name    = "api_key"
  styling = jsonencode({ placeholder = "x"
  })
}
