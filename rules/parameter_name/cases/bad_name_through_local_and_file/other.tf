data "coder_parameter" "b" {
  name = "region"
}

