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

module "presets" {
  source = "./presets"
  login  = var.team_api_key
}

resource "coder_env" "team" {
  agent_id = coder_agent.main.id
  name     = "TEAM_API_KEY"
  value    = var.team_api_key
}
