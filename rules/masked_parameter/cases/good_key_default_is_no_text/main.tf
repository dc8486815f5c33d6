terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "access_token" {
  default = 3600
}

variable "api_token" {
  default = ["a"]
}

variable "auth_token" {
  default = true
}

variable "session_token" {
  default = { a = 1 }
}

variable "refresh_token" {
  type    = "number"
  default = "5"
}

resource "coder_env" "access_token" {
  agent_id = "agent"
  name     = "ACCESS_TOKEN"
  value    = var.access_token
}

resource "coder_env" "api_token" {
  agent_id = "agent"
  name     = "API_TOKEN"
  value    = var.api_token
}

resource "coder_env" "auth_token" {
  agent_id = "agent"
  name     = "AUTH_TOKEN"
  value    = var.auth_token
}

resource "coder_env" "session_token" {
  agent_id = "agent"
  name     = "SESSION_TOKEN"
  value    = var.session_token
}

resource "coder_env" "refresh_token" {
  agent_id = "agent"
  name     = "REFRESH_TOKEN"
  value    = var.refresh_token
}
