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

variable "gitlab_pat" {
  type      = string
  default   = ""
  sensitive = true
}

variable "refresh_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "oauth_client_secret" {
  type      = string
  default   = ""
  sensitive = true
}

variable "stripe_secret_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "op_service_account_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "auth_tarball" {
  type      = string
  default   = ""
  sensitive = true
}

variable "auth_json" {
  type      = string
  default   = ""
  sensitive = true
}

variable "personal_access_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "aws_secret_access_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "access_token" {
  type      = string
  default   = ""
  sensitive = true
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --opt0 '${var.gitlab_pat}'
    setup --opt1 '${var.refresh_token}'
    setup --opt2 '${var.oauth_client_secret}'
    setup --opt3 '${var.stripe_secret_key}'
    setup --opt4 '${var.op_service_account_token}'
    setup --opt5 '${var.auth_tarball}'
    setup --opt6 '${var.auth_json}'
    setup --opt7 '${var.personal_access_token}'
    setup --opt8 '${var.aws_secret_access_key}'
    setup --opt9 '${var.access_token}'
  EOT
}
