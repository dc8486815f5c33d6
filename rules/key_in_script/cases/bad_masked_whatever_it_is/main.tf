data "coder_parameter" "pin" {
  name    = "pin"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

data "coder_parameter" "token" {
  name    = "token"
  mutable = true
  styling = jsonencode(var.styling)
}

variable "styling" {
  type = any
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme --pin '${data.coder_parameter.pin.value}' --token '${data.coder_parameter.token.value}'"
}
