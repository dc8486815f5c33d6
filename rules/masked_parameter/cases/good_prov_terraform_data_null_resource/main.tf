terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    null = {
      source = "hashicorp/null"
    }
  }
}

variable "deploy_token" {
  type        = string
  description = "Deploy token of the registry."
  default     = ""
  sensitive   = true
}

variable "dns_api_key" {
  type        = string
  description = "Key of the DNS provider."
  default     = ""
  sensitive   = true
}

resource "terraform_data" "login" {
  input = var.deploy_token
}

resource "null_resource" "dns" {
  triggers = {
    key = var.dns_api_key
  }
}
