data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "acme_job" "run" {
  step {
    script = "acme --key '${data.coder_parameter.api_key.value}'"
  }
}
