terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    github = {
      source = "integrations/github"
    }
  }
}

variable "github_token" {
  type        = string
  description = "Token Terraform uses to read the organisation."
  default     = ""
  sensitive   = true
}

provider "github" {
  owner = "acme"
  token = var.github_token
}

data "github_repository" "app" {
  name = "app"
}
