data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme '${replace(data.coder_parameter.api_key.value, "'", "'\\''")}'"
}
