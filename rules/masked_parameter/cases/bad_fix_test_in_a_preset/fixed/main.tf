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

variable "enable_team_api_key_parameter" {
  description = "Ask each user for a personal API key in the workspace form, instead of using `team_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "mode" {
  name    = "mode"
  type    = "string"
  default = "plain"
  mutable = true
}

data "coder_parameter" "team_api_key" {
  count        = var.enable_team_api_key_parameter ? 1 : 0
  name         = "team_api_key"
  display_name = "API key"
  description  = "Your personal API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  team_api_key = var.enable_team_api_key_parameter ? sensitive(data.coder_parameter.team_api_key[0].value) : var.team_api_key
}

data "coder_workspace_preset" "team" {
  count = var.enable_team_api_key_parameter || var.team_api_key != "" ? 1 : 0
  name  = "Team"
  parameters = {
    mode = var.enable_team_api_key_parameter || var.team_api_key != "" ? "keyed" : "plain"
  }
}

resource "coder_env" "team" {
  agent_id = coder_agent.main.id
  name     = "TEAM_API_KEY"
  value    = local.team_api_key
}
