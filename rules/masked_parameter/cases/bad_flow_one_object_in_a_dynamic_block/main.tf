terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "search_api_key" {
  type        = string
  description = "API key for Search."
  default     = ""
  sensitive   = true
}

variable "shows" {
  type        = bool
  description = "Whether the dashboard shows it."
}

resource "terraform_data" "index" {
  input = var.search_api_key
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  dynamic "metadata" {
    for_each = var.shows ? [{ own = var.voyage_api_key, shared = var.search_api_key }] : []

    content {
      display_name = "Voyage"
      key          = "voyage"
      script       = "voyage --key '${metadata.value.own}' status"
      interval     = 60
      timeout      = 1
    }
  }
}
