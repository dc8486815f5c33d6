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

data "coder_external_auth" "github" {
  count    = var.github_token == "" ? 1 : 0
  id       = "github"
  optional = true
}

locals {
  needs_login = var.github_token == "" || var.github_token == null
}

data "coder_parameter" "account" {
  count   = local.needs_login ? 1 : 0
  name    = "account"
  default = "nobody"
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "GITHUB_TOKEN"
  value    = var.github_token == "" ? data.coder_external_auth.github[0].access_token : var.github_token
}

resource "coder_env" "account" {
  agent_id = var.agent_id
  name     = "GITHUB_ACCOUNT"
  value    = local.needs_login ? data.coder_parameter.account[0].value : "token"
}

resource "coder_script" "login" {
  agent_id     = var.agent_id
  display_name = "GitHub"
  script       = "login ${length(var.github_token) == 0 ? try(data.coder_external_auth.github[0].access_token, "") : base64encode(var.github_token)}"
}
