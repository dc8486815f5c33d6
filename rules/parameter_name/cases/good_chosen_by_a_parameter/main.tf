data "coder_parameter" "cloud" {
  name = "cloud"
}

data "coder_parameter" "a" {
  count = data.coder_parameter.cloud.value == "a" ? 1 : 0
  name = "region"
}

data "coder_parameter" "b" {
  count = data.coder_parameter.cloud.value == "b" ? 1 : 0
  name = "region"
}

