data "coder_parameter" "x" {
  name = "api_key"
}

