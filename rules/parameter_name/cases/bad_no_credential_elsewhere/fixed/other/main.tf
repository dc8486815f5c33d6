data "coder_parameter" "x" {
  name = "other_api_key"
}

