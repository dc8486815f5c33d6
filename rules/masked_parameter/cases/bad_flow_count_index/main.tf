terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "github_token" {
  type        = string
  description = "GitHub token."
  default     = ""
  sensitive   = true
}

variable "gitlab_token" {
  type        = string
  description = "GitLab token."
  default     = ""
  sensitive   = true
}

locals {
  names  = ["GITHUB_TOKEN", "GITLAB_TOKEN"]
  tokens = [var.github_token, var.gitlab_token]
}

resource "coder_env" "token" {
  count    = length(local.tokens)
  agent_id = var.agent_id
  name     = local.names[count.index]
  value    = local.tokens[count.index]
}
