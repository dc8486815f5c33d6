data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

module "box" {
  source  = "./box"
  api_key = data.coder_parameter.api_key.value
  region  = "eu"
}
