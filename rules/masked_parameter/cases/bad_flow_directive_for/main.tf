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

variable "gitea_access_token" {
  type        = string
  description = "Gitea token."
  default     = ""
  sensitive   = true
}

resource "coder_script" "netrc" {
  agent_id     = var.agent_id
  display_name = "netrc"
  run_on_start = true
  script       = <<-EOT
    umask 077
    %{for host, secret in { "bitbucket.org" = var.bitbucket_access_token, "gitea.com" = var.gitea_access_token } ~}
    echo "machine ${host} login git password ${secret}" >> ~/.netrc
    %{endfor~}
  EOT
}
