terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  type        = string
  description = "API key of the assistant, from the vendor's console."
  default     = ""
  sensitive   = true
}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env = {
    EDITOR : "vim",
    "ASSISTANT_API_KEY" : var.api_key,
  }
}
