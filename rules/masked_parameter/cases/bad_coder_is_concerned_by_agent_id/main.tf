terraform {
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.30"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "openai_api_key" {
  description = "OpenAI API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "kubernetes_secret" "key" {
  metadata {
    name = "key"
  }
  data = {
    OPENAI_API_KEY = var.openai_api_key
  }
}
