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

variable "enable_github_token_parameter" {
  description = "Ask each user for a personal GitHub token in the workspace form, instead of using `github_token`."
  type        = bool
  default     = false
}

variable "gitlab_token" {
  type        = string
  description = "GitLab token."
  default     = ""
  sensitive   = true
}

variable "enable_gitlab_token_parameter" {
  description = "Ask each user for a personal GitLab token in the workspace form, instead of using `gitlab_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "github_token" {
  count        = var.enable_github_token_parameter ? 1 : 0
  name         = "bad_flow_count_index_github_token"
  display_name = "Bad Flow Count Index GitHub token"
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

data "coder_parameter" "gitlab_token" {
  count        = var.enable_gitlab_token_parameter ? 1 : 0
  name         = "bad_flow_count_index_gitlab_token"
  display_name = "Bad Flow Count Index GitLab token"
  description  = "Your personal GitLab token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gitlab_token = var.enable_gitlab_token_parameter ? sensitive(data.coder_parameter.gitlab_token[0].value) : var.gitlab_token
}

locals {
  names  = ["GITHUB_TOKEN", "GITLAB_TOKEN"]
  tokens = [local.github_token, local.gitlab_token]
}

resource "coder_env" "token" {
  count    = length(local.tokens)
  agent_id = var.agent_id
  name     = local.names[count.index]
  value    = local.tokens[count.index]
}
