resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

module "box" {
  source      = "./box"
  agent_token = coder_agent.main.token
}
