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

variable "enable_cohere_api_key_parameter" {
  description = "Ask each user for a personal Cohere key in the workspace form, instead of using `cohere_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "cohere_api_key" {
  count        = var.enable_cohere_api_key_parameter ? 1 : 0
  name         = "bad_flow_dynamic_env_cohere_api_key"
  display_name = "Bad Flow Dynamic Env Cohere API key"
  description  = "Your personal Cohere key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  cohere_api_key = var.enable_cohere_api_key_parameter ? sensitive(data.coder_parameter.cohere_api_key[0].value) : var.cohere_api_key
}

locals {
  secret_env = {
    COHERE_API_KEY = local.cohere_api_key
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
