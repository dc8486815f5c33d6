data "coder_parameter" "api_key" {
  name    = "third_api_key"
  styling = jsonencode({ mask_input = true })
}
