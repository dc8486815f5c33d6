terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

data "coder_external_auth" "github" {
  count    = 1
  id       = "github"
  optional = true
}

locals {
  token = try(data.coder_external_auth.github[0].access_token, "")
}

module "clone" {
  source       = "./clone"
  agent_id     = coder_agent.main.id
  github_token = local.token
}
