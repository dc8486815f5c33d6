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
  name         = "bad_fix_block_that_goes_with_the_key_github_token"
  display_name = "Bad Fix Block That Goes With The Key GitHub token"
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

locals {
  needs_login = !var.enable_github_token_parameter && (var.github_token == "" || var.github_token == null)
}

data "coder_parameter" "account" {
  count   = local.needs_login ? 1 : 0
  name    = "account"
  default = "nobody"
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "GITHUB_TOKEN"
  value    = !var.enable_github_token_parameter && var.github_token == "" ? data.coder_external_auth.github[0].access_token : local.github_token
}

resource "coder_env" "account" {
  agent_id = var.agent_id
  name     = "GITHUB_ACCOUNT"
  value    = local.needs_login ? data.coder_parameter.account[0].value : "token"
}

resource "coder_script" "login" {
  agent_id     = var.agent_id
  display_name = "GitHub"
  script       = "login ${!var.enable_github_token_parameter && length(var.github_token) == 0 ? try(data.coder_external_auth.github[0].access_token, "") : base64encode(local.github_token)}"
}
