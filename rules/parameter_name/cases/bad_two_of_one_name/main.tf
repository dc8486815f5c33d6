data "coder_parameter" "a" {
  name = "region"
}

data "coder_parameter" "b" {
  name = "region"
}

