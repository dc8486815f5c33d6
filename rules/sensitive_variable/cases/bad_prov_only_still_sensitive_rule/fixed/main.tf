terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    hcloud = {
      source = "hetznercloud/hcloud"
    }
  }
}

variable "hcloud_token" {
  type        = string
  description = "API token of the Hetzner project."
  sensitive   = true
}

provider "hcloud" {
  token = var.hcloud_token
}
