terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "status_api_token" {
  type        = string
  description = "Token for the status page."
  default     = ""
  sensitive   = true
}

variable "enable_status_api_token_parameter" {
  description = "Ask each user for a personal Status token in the workspace form, instead of using `status_api_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "status_api_token" {
  count        = var.enable_status_api_token_parameter ? 1 : 0
  name         = "status_api_token"
  display_name = "Status token"
  description  = "Your personal Status token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  status_api_token = var.enable_status_api_token_parameter ? sensitive(data.coder_parameter.status_api_token[0].value) : var.status_api_token
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  metadata {
    key          = "quota"
    display_name = "Quota"
    interval     = 60
    timeout      = 5
    script       = "curl -sH 'Authorization: Bearer ${local.status_api_token}' https://status.example.com/quota"
  }
}
