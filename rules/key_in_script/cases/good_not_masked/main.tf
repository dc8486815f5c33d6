data "coder_parameter" "region" {
  name = "region"
}

# Another rule's finding, until it is masked.
data "coder_parameter" "token" {
  name = "token"
}

data "coder_parameter" "theme" {
  name    = "theme"
  styling = jsonencode(var.styling)
}

data "coder_parameter" "off" {
  name    = "off_token"
  styling = jsonencode({ mask_input = true, disabled = true })
}

variable "styling" {
  type = any
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme ${data.coder_parameter.region.value} ${data.coder_parameter.theme.value} ${data.coder_parameter.token.value} ${data.coder_parameter.off.value}"
}
