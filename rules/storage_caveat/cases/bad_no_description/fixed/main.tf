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
  name        = "github_token"
  description = "The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type        = "string"
  styling     = jsonencode({ mask_input = true })
}
