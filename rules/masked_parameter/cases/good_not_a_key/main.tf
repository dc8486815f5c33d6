terraform {
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

variable "api_key_path" {
  type      = string
  sensitive = true
}

variable "service_account" {
  description = "Name of the service account."
  type        = string
  sensitive   = true
}

variable "max_tokens" {
  type    = string
  default = ""
}

variable "tokens" {
  type      = list(string)
  sensitive = true
}

variable "admin_password" {
  type      = string
  sensitive = true
}

resource "coder_env" "it" {
  agent_id = var.agent_id
  name     = "SETTINGS"
  value = jsonencode([
    var.api_key_path, var.service_account, var.max_tokens, var.tokens, var.admin_password
  ])
}
