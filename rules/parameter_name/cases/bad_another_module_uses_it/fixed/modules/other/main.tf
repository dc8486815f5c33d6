data "coder_parameter" "api_key" {
  name    = "other_api_key"
  styling = jsonencode({ mask_input = true })
}
