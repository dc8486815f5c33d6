terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_token" {
  type    = string
  default = ]
}

provider "vendor" {
  token = var.api_token
}
