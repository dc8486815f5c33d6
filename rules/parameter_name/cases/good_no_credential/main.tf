data "coder_parameter" "a" {
  name = "region"
}

