terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "ask_key" {
  type        = bool
  description = "Whether each user is asked for a key."
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count       = var.ask_key ? 1 : 0
  name        = "voyage_api_key"
  description = "Your Voyage API key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  metadata {
    display_name = "Voyage key ${data.coder_parameter.voyage_api_key[0].value}"
    key          = "voyage"
    script       = "voyage status"
    interval     = 60
    timeout      = 1
  }
}
