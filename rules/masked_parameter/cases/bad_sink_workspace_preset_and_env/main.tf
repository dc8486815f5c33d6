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

data "coder_parameter" "api_key" {
  name        = "api_key"
  description = "Your API key. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

data "coder_workspace_preset" "team" {
  name = "Team"
  parameters = {
    (data.coder_parameter.api_key.name) = var.team_api_key
  }
}

resource "coder_env" "team" {
  agent_id = coder_agent.main.id
  name     = "TEAM_API_KEY"
  value    = var.team_api_key
}
