terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    cloudinit = {
      source = "hashicorp/cloudinit"
    }
  }
}

variable "acme_api_key" {
  description = "API key for Acme."
  type        = string
  default     = ""
  sensitive   = true
}

data "cloudinit_config" "boot" {
  part {
    content_type = "text/cloud-config"
    content      = yamlencode({ write_files = [{ path = "/etc/acme", content = var.acme_api_key }] })
  }
}
