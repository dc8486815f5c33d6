terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "gitlab_pat" {
  type        = string
  description = "Token with read_repository."
  default     = ""
  sensitive   = true
}

variable "enable_gitlab_pat_parameter" {
  description = "Ask each user for a personal GitLab token in the workspace form, instead of using `gitlab_pat`."
  type        = bool
  default     = false
}

data "coder_parameter" "gitlab_pat" {
  count        = var.enable_gitlab_pat_parameter ? 1 : 0
  name         = "gitlab_pat"
  display_name = "GitLab token"
  description  = "Your personal GitLab token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gitlab_pat = var.enable_gitlab_pat_parameter ? sensitive(data.coder_parameter.gitlab_pat[0].value) : var.gitlab_pat
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env = {
    REPO_URL = "https://oauth2:${local.gitlab_pat}@gitlab.example.com/acme/app.git"
  }
}
