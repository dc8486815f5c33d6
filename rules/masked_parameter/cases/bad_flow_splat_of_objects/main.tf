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

variable "jira_pat" {
  type        = string
  description = "Jira personal access token."
  default     = ""
  sensitive   = true
}

locals {
  logins = [
    { site = "jira.example.com", token = var.jira_pat },
  ]
}

resource "coder_env" "jira" {
  agent_id = var.agent_id
  name     = "JIRA_LOGINS"
  value    = join(",", local.logins[*].token)
}
