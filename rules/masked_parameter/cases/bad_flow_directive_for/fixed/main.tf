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

variable "bitbucket_access_token" {
  type        = string
  description = "Bitbucket token."
  default     = ""
  sensitive   = true
}

variable "enable_bitbucket_access_token_parameter" {
  description = "Ask each user for a personal Bitbucket token in the workspace form, instead of using `bitbucket_access_token`."
  type        = bool
  default     = false
}

variable "gitea_access_token" {
  type        = string
  description = "Gitea token."
  default     = ""
  sensitive   = true
}

variable "enable_gitea_access_token_parameter" {
  description = "Ask each user for a personal Gitea token in the workspace form, instead of using `gitea_access_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "bitbucket_access_token" {
  count        = var.enable_bitbucket_access_token_parameter ? 1 : 0
  name         = "bad_flow_directive_for_bitbucket_access_token"
  display_name = "Bad Flow Directive For Bitbucket access token"
  description  = "Your personal Bitbucket token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  bitbucket_access_token = var.enable_bitbucket_access_token_parameter ? sensitive(data.coder_parameter.bitbucket_access_token[0].value) : var.bitbucket_access_token
}

data "coder_parameter" "gitea_access_token" {
  count        = var.enable_gitea_access_token_parameter ? 1 : 0
  name         = "bad_flow_directive_for_gitea_access_token"
  display_name = "Bad Flow Directive For Gitea access token"
  description  = "Your personal Gitea token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gitea_access_token = var.enable_gitea_access_token_parameter ? sensitive(data.coder_parameter.gitea_access_token[0].value) : var.gitea_access_token
}

resource "coder_script" "netrc" {
  agent_id     = var.agent_id
  display_name = "netrc"
  run_on_start = true
  script       = <<-EOT
    umask 077
    %{for host, secret in { "bitbucket.org" = local.bitbucket_access_token, "gitea.com" = local.gitea_access_token } ~}
    echo "machine ${host} login git password ${secret}" >> ~/.netrc
    %{endfor~}
  EOT
}
