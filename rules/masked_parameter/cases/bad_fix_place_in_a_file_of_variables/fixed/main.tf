terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_env" "a_api_key" {
  agent_id = "agent"
  name     = "A_API_KEY"
  value    = local.a_api_key
}

resource "coder_env" "b_api_key" {
  agent_id = "agent"
  name     = "B_API_KEY"
  value    = local.b_api_key
}
