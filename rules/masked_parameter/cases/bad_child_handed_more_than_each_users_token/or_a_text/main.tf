terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_external_auth" "git" {
  id = "git"
}

module "git" {
  source    = "./git"
  agent_id  = "agent"
  git_token = data.coder_external_auth.git.access_token != "" ? data.coder_external_auth.git.access_token : "none"
}
