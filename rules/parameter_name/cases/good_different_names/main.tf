data "coder_parameter" "a" {
  name = "a"
}

data "coder_parameter" "b" {
  name = "b"
}

