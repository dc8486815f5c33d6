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

variable "ask_key" {
  type        = bool
  description = "Whether each user is asked for a key."
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count       = var.ask_key ? 1 : 0
  name        = "voyage_api_key"
  mutable     = true
  description = "Your key. The form masks it; it is stored as plaintext in the Coder database."
  styling     = jsonencode({ mask_input = true })
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  env = {
    VOYAGE_API_KEY = try(data.coder_parameter.voyage_api_key[0].value, var.voyage_api_key)
  }

  dynamic "metadata" {
    for_each = var.voyage_api_key != "" ? ["The team's key"] : []

    content {
      display_name = metadata.value
      key          = "key"
      script       = "echo there"
      interval     = 3600
      timeout      = 1
    }
  }
}
