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

variable "enable_npm_auth_token_parameter" {
  description = "Ask each user for a personal npm token in the workspace form, instead of using `npm_auth_token`."
  type        = bool
  default     = false
}

variable "backup_api_token" {
  type        = string
  description = "Token of the backup service."
  default     = ""
  sensitive   = true
}

variable "enable_backup_api_token_parameter" {
  description = "Ask each user for a personal Backup token in the workspace form, instead of using `backup_api_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "npm_auth_token" {
  count        = var.enable_npm_auth_token_parameter ? 1 : 0
  name         = "bad_sink_k8s_secret_and_volume_npm_auth_token"
  display_name = "Bad Sink K8s Secret And Volume npm auth token"
  description  = "Your personal npm token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  npm_auth_token = var.enable_npm_auth_token_parameter ? sensitive(data.coder_parameter.npm_auth_token[0].value) : var.npm_auth_token
}

data "coder_parameter" "backup_api_token" {
  count        = var.enable_backup_api_token_parameter ? 1 : 0
  name         = "bad_sink_k8s_secret_and_volume_backup_api_token"
  display_name = "Bad Sink K8s Secret And Volume Backup API token"
  description  = "Your personal Backup token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  backup_api_token = var.enable_backup_api_token_parameter ? sensitive(data.coder_parameter.backup_api_token[0].value) : var.backup_api_token
}

resource "kubernetes_secret" "npm" {
  metadata {
    name = "npm"
  }

  data = {
    ".npmrc" = "//npm.example.com/:_authToken=${local.npm_auth_token}"
  }
}

resource "kubernetes_persistent_volume_claim" "home" {
  metadata {
    name = "home"
    annotations = {
      "backup.example.com/token" = local.backup_api_token
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
