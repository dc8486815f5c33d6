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

variable "enable_tavily_api_key_parameter" {
  description = "Ask each user for a personal Tavily key in the workspace form, instead of using `tavily_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "tavily_api_key" {
  count        = var.enable_tavily_api_key_parameter ? 1 : 0
  name         = "bad_sink_k8s_pod_env_pair_tavily_api_key"
  display_name = "Bad Sink K8s Pod Env Pair Tavily API key"
  description  = "Your personal Tavily key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  tavily_api_key = var.enable_tavily_api_key_parameter ? sensitive(data.coder_parameter.tavily_api_key[0].value) : var.tavily_api_key
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
        value = local.tavily_api_key
      }
    }
  }
}
