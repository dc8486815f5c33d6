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
  value    = var.a_api_key
}
