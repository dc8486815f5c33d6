terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

module "tool" {
  source   = "../tool"
  agent_id = "agent"
}

module "another" {
  source   = "../tool"
  agent_id = "other"
}
