terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mesh_auth_key" {
  description = "Mesh Ephemeral auth key"
  type        = string
  default     = ""
  sensitive   = true
}

variable "gh_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "admin_token" {
  description = "Developer/admin token of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "cloud_login" {
  description = "Cloud bearer token baked into the image."
  type        = string
  default     = ""
  sensitive   = true
}

variable "oauth_token" {
  description = "OAuth access token (from Coder's external auth)."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "mesh_auth_key" {
  agent_id = "agent"
  name     = "MESH_KEY"
  value    = var.mesh_auth_key
}

resource "coder_env" "gh_token" {
  agent_id = "agent"
  name     = "GH_TOKEN"
  value    = var.gh_token
}

resource "coder_env" "admin_token" {
  agent_id = "agent"
  name     = "ADMIN_TOKEN"
  value    = var.admin_token
}

resource "coder_env" "cloud_login" {
  agent_id = "agent"
  name     = "CLOUD_LOGIN"
  value    = var.cloud_login
}

resource "coder_env" "oauth_token" {
  agent_id = "agent"
  name     = "OAUTH"
  value    = var.oauth_token
}
