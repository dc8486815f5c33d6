terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "many" {
  type    = bool
  default = false
}

module "tool" {
  source   = "./tool"
  count    = data.coder_workspace.me.prebuild_count
  agent_id = "agent"
}
