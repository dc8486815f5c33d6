data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

locals {
  encoded = base64encode(data.coder_parameter.api_key.value)
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = "acme $(echo -n '${local.encoded}' | base64 -d)"
}

resource "coder_script" "two" {
  agent_id     = "agent"
  display_name = "Run"
  script       = templatefile("run.sh", { KEY = base64encode(data.coder_parameter.api_key.value) })
}
