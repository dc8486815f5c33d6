terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    http = {
      source = "hashicorp/http"
    }
    external = {
      source = "hashicorp/external"
    }
  }
}

variable "api_token" {
  type        = string
  description = "Token for the inventory API."
  default     = ""
  sensitive   = true
}

variable "secret_key" {
  type        = string
  description = "Secret key for the signing script."
  default     = ""
  sensitive   = true
}

data "http" "inventory" {
  url = "https://inventory.example.com/v1/hosts"
  request_headers = {
    Authorization = "Bearer ${var.api_token}"
  }
}

data "external" "sign" {
  program = ["python3", "${path.module}/sign.py"]
  query = {
    secret = var.secret_key
  }
}
