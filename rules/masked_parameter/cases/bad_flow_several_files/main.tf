terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_env" "router" {
  agent_id = var.agent_id
  name     = "OPENROUTER_API_KEY"
  value    = local.router["OPENROUTER_API_KEY"]
}
