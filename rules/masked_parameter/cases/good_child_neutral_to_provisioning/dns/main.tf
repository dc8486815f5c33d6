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
  }
}

variable "extra" {
  type        = string
  description = "Sent along with each request."
}

data "http" "zone" {
  url = "https://dns.example.com/zone"
  request_headers = {
    Authorization = "Bearer ${var.extra}"
  }
}
