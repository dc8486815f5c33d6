terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "github_token" {
  type        = string
  description = "A GitHub token."
  default     = ""
  sensitive   = true
}

variable "enable_github_token_parameter" {
  description = "Ask each user for a personal GitHub token in the workspace form, instead of using `github_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "github_token" {
  count        = var.enable_github_token_parameter ? 1 : 0
  name         = "bad_fix_block_missing_unguarded_github_token"
  display_name = "Bad Fix Block Missing Unguarded GitHub token"
  description  = "Your personal GitHub token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  github_token = var.enable_github_token_parameter ? sensitive(data.coder_parameter.github_token[0].value) : var.github_token
}

data "coder_external_auth" "github" {
  count    = !var.enable_github_token_parameter && var.github_token == "" ? 1 : 0
  id       = "github"
  optional = true
}

resource "coder_env" "token" {
  count    = var.enable_github_token_parameter || var.github_token != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "GITHUB_TOKEN"
  value    = local.github_token
}

# Fails already where the author sets a token; a user's would fail it too.
resource "coder_env" "login" {
  agent_id = var.agent_id
  name     = "GITHUB_LOGIN"
  value    = data.coder_external_auth.github[0].access_token
}
