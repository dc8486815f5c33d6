terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type = string
}

variable "a_api_key" {
  type      = string
  default   = ""
  sensitive = true
}

resource "coder_env" "a" {
  agent_id = var.agent_id
  name     = "A_API_KEY"
  value    = var.a_api_key == null ? "none" : var.a_api_key
}

resource "coder_env" "a_blank" {
  agent_id = "another"
  name     = "A_API_KEY"
  value    = var.a_api_key == null ? " " : var.a_api_key
}
