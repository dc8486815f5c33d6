data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "coder_env" "key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = data.coder_parameter.api_key.value
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme --key \"$API_KEY\" $${data.coder_parameter.api_key.value}"
}
