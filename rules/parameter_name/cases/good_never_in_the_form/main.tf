data "coder_parameter" "a" {
  name = "region"
}

data "coder_parameter" "b" {
  count = 0
  name = "region"
}

