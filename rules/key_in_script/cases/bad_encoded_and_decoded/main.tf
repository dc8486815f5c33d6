data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme ${base64decode(base64encode(data.coder_parameter.api_key.value))}"
}
