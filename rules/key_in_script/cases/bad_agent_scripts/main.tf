data "coder_parameter" "api_key" {
  name    = "api_key"
  mutable = true
  styling = jsonencode({ mask_input = true })
}

resource "coder_agent" "main" {
  os              = "linux"
  arch            = "amd64"
  startup_script  = "acme up ${data.coder_parameter.api_key.value}"
  shutdown_script = "acme down ${data.coder_parameter.api_key.value}"

  metadata {
    key      = "quota"
    script   = "acme quota ${data.coder_parameter.api_key.value}"
    interval = 60
    timeout  = 1
  }
}

resource "coder_app" "acme" {
  agent_id = coder_agent.main.id
  slug     = "acme"
  command  = "acme ${data.coder_parameter.api_key.value}"
}
