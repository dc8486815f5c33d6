terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_env" "key" {
  agent_id = "00000000-0000-0000-0000-000000000000"
  name     = "SVC_API_KEY"
  value    = var.api_key
}
