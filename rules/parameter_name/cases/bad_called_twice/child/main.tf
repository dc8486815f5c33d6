data "coder_parameter" "x" {
  name = "region"
}

