terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "aws_access_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "aws_secret_key" {
  type      = string
  default   = ""
  sensitive = true
}

resource "coder_env" "id" {
  agent_id = "agent"
  name     = "AWS_ACCESS_KEY_ID"
  value    = var.aws_access_key
}

resource "coder_env" "secret" {
  agent_id = "agent"
  name     = "AWS_SECRET_ACCESS_KEY"
  value    = var.aws_secret_key
}
