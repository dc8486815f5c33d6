data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

locals {
  key = trimspace(data.coder_parameter.api_key.value)
}

resource "coder_script" "run" {
  agent_id     = "agent"
  display_name = "Run"
  script       = <<-EOT
    export KEY="${local.key}"
  EOT
}
