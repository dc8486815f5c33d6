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

variable "tavily_api_key" {
  type        = string
  description = "Tavily key."
  default     = ""
  sensitive   = true
}

resource "kubernetes_pod" "workspace" {
  metadata {
    name = "workspace"
  }

  spec {
    container {
      name  = "dev"
      image = "ubuntu:24.04"

      env {
        name  = "TAVILY_API_KEY"
        value = var.tavily_api_key
      }
    }
  }
}
