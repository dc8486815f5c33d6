data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

module "outer" {
  source = "./outer"
  key    = data.coder_parameter.api_key.value
}
