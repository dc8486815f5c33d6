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

variable "kubeconfig" {
  description = "The cluster to talk to."
  type        = string
  default     = ""
  sensitive   = true
}

variable "google_credentials" {
  description = "The project to talk to."
  type        = string
  default     = ""
  sensitive   = true
}

variable "vault_token" {
  description = "The sink of the Vault agent."
  type        = string
  default     = ""
  sensitive   = true
}

variable "docker_config_base64" {
  description = "The folder of the Docker client."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "kube" {
  agent_id = var.agent_id
  name     = "KUBECONFIG"
  value    = pathexpand(var.kubeconfig)
}

resource "coder_env" "google" {
  agent_id = var.agent_id
  name     = "GOOGLE_APPLICATION_CREDENTIALS"
  value    = var.google_credentials
}

resource "coder_env" "vault" {
  agent_id = var.agent_id
  name     = "VAULT_TOKEN_FILE"
  value    = var.vault_token
}

resource "coder_env" "docker" {
  agent_id = var.agent_id
  name     = "DOCKER_CONFIG"
  value    = var.docker_config_base64
}
