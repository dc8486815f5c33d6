terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "auth_json" {
  description = "Contents of the auth.json file."
  type        = string
  default     = "{}"
  sensitive   = true
}

variable "google_credentials" {
  description = "Credentials of the project, as JSON."
  type        = string
  default     = "null"
  sensitive   = true
}

variable "gitlab_token_json" {
  description = "Tokens of the providers, as a JSON list."
  type        = string
  default     = "[ ]"
  sensitive   = true
}

resource "coder_env" "auth" {
  count    = var.auth_json != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "APP_AUTH"
  value    = var.auth_json
}

resource "coder_env" "google" {
  count    = var.google_credentials != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "GOOGLE_CREDENTIALS"
  value    = var.google_credentials
}

resource "coder_env" "gitlab" {
  count    = var.gitlab_token_json != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "GITLAB_AUTH"
  value    = var.gitlab_token_json
}
