terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

data "coder_parameter" "github_token" {
  name    = "github_token"
  type    = "string"
  styling = jsonencode({ mask_input = true })
}
