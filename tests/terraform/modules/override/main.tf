terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.12"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "github_token" {
	type        = string
	description = "GitHub token."
	default     = ""
}

resource "coder_env" "github_token" {
	agent_id = var.agent_id
	name     = "GH_TOKEN"
	value    = "unused"
}