terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  type        = string
  description = "API key."
  default     = ""
  sensitive   = true
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  env = {
    API_KEY = var.api_key
  }
}

module "box" {
  source  = "../box"
  api_key = var.api_key
}
