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

variable "registry_login" {
  description = "What the build pulls images with."
  type        = string
  default     = ""
  sensitive   = true
}

variable "cache_config" {
  description = "What the build pushes layers with."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "pull" {
  agent_id = var.agent_id
  name     = "DOCKER_AUTH_CONFIG"
  value    = var.registry_login
}

resource "coder_env" "push" {
  agent_id = var.agent_id
  name     = "ENVBUILDER_DOCKER_CONFIG_BASE64"
  value    = var.cache_config
}
