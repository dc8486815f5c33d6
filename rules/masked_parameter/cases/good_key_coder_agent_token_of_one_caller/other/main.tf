terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "given" {
  description = "What the box gets."
  type        = string
}

module "box" {
  source      = "../box"
  agent_token = var.given
}
