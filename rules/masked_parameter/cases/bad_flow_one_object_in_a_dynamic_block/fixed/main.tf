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

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false
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

data "coder_parameter" "voyage_api_key" {
  count        = var.enable_voyage_api_key_parameter ? 1 : 0
  name         = "voyage_api_key"
  display_name = "Voyage API key"
  description  = "Your personal Voyage API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_api_key = var.enable_voyage_api_key_parameter ? sensitive(data.coder_parameter.voyage_api_key[0].value) : var.voyage_api_key
}

resource "terraform_data" "index" {
  input = var.search_api_key
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  dynamic "metadata" {
    for_each = var.shows ? [{ own = local.voyage_api_key, shared = var.search_api_key }] : []

    content {
      display_name = "Voyage"
      key          = "voyage"
      script       = "voyage --key '${metadata.value.own}' status"
      interval     = 60
      timeout      = 1
    }
  }
}
