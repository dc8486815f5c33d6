terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
}

variable "team_api_key" {
  description = "API key of the team."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "mode" {
  name    = "mode"
  type    = "string"
  default = "plain"
  mutable = true
}

data "coder_workspace_preset" "team" {
  count = var.team_api_key != "" ? 1 : 0
  name  = "Team"
  parameters = {
    mode = var.team_api_key != "" ? "keyed" : "plain"
  }
}

resource "coder_env" "team" {
  agent_id = coder_agent.main.id
  name     = "TEAM_API_KEY"
  value    = var.team_api_key
}
