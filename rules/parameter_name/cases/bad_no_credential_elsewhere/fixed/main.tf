data "coder_parameter" "api_key" {
  name    = "bad_no_credential_elsewhere_api_key"
  styling = jsonencode({ mask_input = true })
}
