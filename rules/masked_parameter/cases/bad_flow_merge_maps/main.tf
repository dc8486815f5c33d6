terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mistral_api_key" {
  type        = string
  description = "Mistral key."
  default     = ""
  sensitive   = true
}

variable "extra_env" {
  type        = map(string)
  description = "More environment variables."
  default     = {}
}

locals {
  base_env = { LANG = "C.UTF-8" }
  ai_env   = { MISTRAL_API_KEY = var.mistral_api_key }
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env  = merge(local.base_env, local.ai_env, var.extra_env)
}
