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

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env = {
    REPO_URL = "https://oauth2:${var.gitlab_pat}@gitlab.example.com/acme/app.git"
  }
}
