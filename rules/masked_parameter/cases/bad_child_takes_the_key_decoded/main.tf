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
  description = "API key, in base64."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

module "child" {
  source  = "./child"
  api_key = base64decode(var.api_key)
}
