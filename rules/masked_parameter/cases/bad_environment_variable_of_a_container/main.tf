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
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "assistant" {
  type        = string
  description = "For the assistant."
  default     = ""
  sensitive   = true
}

resource "kubernetes_pod" "main" {
  spec {
    container {
      env {
        name  = "OPENAI_API_KEY"
        value = var.assistant
      }
    }
  }
}
