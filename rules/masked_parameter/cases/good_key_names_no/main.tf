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

variable "api_key_path" {
  type        = string
  description = "Where the key lies in the workspace."
  default     = ""
}

variable "token_file" {
  type        = string
  description = "File that the login is read from."
  default     = ""
}

variable "access_key_id" {
  type        = string
  description = "Id that goes with the key."
  default     = ""
}

variable "api_key_secret_name" {
  type        = string
  description = "Kubernetes secret to mount."
  default     = ""
}

variable "token_url" {
  type        = string
  description = "Where tokens are issued."
  default     = ""
}

variable "token_role" {
  type        = string
  description = "Vault role that issues tokens."
  default     = ""
}

variable "token_ttl" {
  type        = string
  description = "How long tokens last."
  default     = ""
}

variable "credential_helper" {
  type        = string
  description = "Git credential helper."
  default     = ""
}

variable "api_token_limit" {
  type        = string
  description = "How many tokens one answer may use."
  default     = ""
}

variable "max_tokens" {
  type        = string
  description = "How long an answer may get."
  default     = ""
}

variable "ssh_public_key" {
  type        = string
  description = "Added to authorized_keys."
  default     = ""
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --api-key-path '${var.api_key_path}'
    setup --token-file '${var.token_file}'
    setup --access-key-id '${var.access_key_id}'
    setup --api-key-secret-name '${var.api_key_secret_name}'
    setup --token-url '${var.token_url}'
    setup --token-role '${var.token_role}'
    setup --token-ttl '${var.token_ttl}'
    setup --credential-helper '${var.credential_helper}'
    setup --api-token-limit '${var.api_token_limit}'
    setup --max-tokens '${var.max_tokens}'
    setup --ssh-public-key '${var.ssh_public_key}'
  EOT
}
