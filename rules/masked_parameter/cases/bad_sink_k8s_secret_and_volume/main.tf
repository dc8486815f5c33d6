terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
  }
}

variable "npm_auth_token" {
  type        = string
  description = "Token for the private npm registry."
  default     = ""
  sensitive   = true
}

variable "backup_api_token" {
  type        = string
  description = "Token of the backup service."
  default     = ""
  sensitive   = true
}

resource "kubernetes_secret" "npm" {
  metadata {
    name = "npm"
  }

  data = {
    ".npmrc" = "//npm.example.com/:_authToken=${var.npm_auth_token}"
  }
}

resource "kubernetes_persistent_volume_claim" "home" {
  metadata {
    name = "home"
    annotations = {
      "backup.example.com/token" = var.backup_api_token
    }
  }

  spec {
    access_modes = ["ReadWriteOnce"]
    resources {
      requests = {
        storage = "10Gi"
      }
    }
  }
}
