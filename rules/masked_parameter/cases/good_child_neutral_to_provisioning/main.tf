terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "dns_api_token" {
  type        = string
  description = "Token of the DNS service."
  default     = ""
  sensitive   = true
}

module "dns" {
  source = "./dns"
  extra  = var.dns_api_token
}
