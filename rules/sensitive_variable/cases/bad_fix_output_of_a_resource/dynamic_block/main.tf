terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"

  dynamic "metadata" {
    for_each = ["Key"]

    content {
      display_name = metadata.value
      key          = "key"
      script       = "test -n '${var.api_key}'"
      interval     = 60
      timeout      = 1
    }
  }
}

output "metadata" {
  description = "What the agent shows."
  value       = coder_agent.main.metadata
}
