terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_external_auth" "forge" {
  id = "forge"
}

module "child" {
  source  = "./child"
  api_key = coalesce(data.coder_external_auth.forge.access_token, file("team.key"))
}
