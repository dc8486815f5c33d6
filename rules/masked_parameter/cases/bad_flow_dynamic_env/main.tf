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

variable "cohere_api_key" {
  type        = string
  description = "Cohere key."
  default     = ""
  sensitive   = true
}

locals {
  secret_env = {
    COHERE_API_KEY = var.cohere_api_key
  }
}

resource "kubernetes_deployment" "dev" {
  metadata {
    name = "dev"
  }

  spec {
    selector {
      match_labels = { app = "dev" }
    }

    template {
      metadata {
        labels = { app = "dev" }
      }

      spec {
        container {
          name  = "dev"
          image = "ubuntu:24.04"

          dynamic "env" {
            for_each = local.secret_env
            content {
              name  = env.key
              value = env.value
            }
          }
        }
      }
    }
  }
}
