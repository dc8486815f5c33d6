data "coder_parameter" "api_key" {
  name    = "acme_cli_api_key"
  styling = jsonencode({ mask_input = true })
}
