terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "nuvioai_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "openbird_token" {
  description = "The token."
  type        = string
  default     = ""
  sensitive   = true
}

variable "sample_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "nuvioai_api_key" {
  agent_id = "agent"
  name     = "NUVIOAI_API_KEY"
  value    = var.nuvioai_api_key
}

resource "coder_env" "openbird_token" {
  agent_id = "agent"
  name     = "OPENBIRD_TOKEN"
  value    = var.openbird_token
}

resource "coder_env" "sample_api_key" {
  agent_id = "agent"
  name     = "SAMPLE_API_KEY"
  value    = var.sample_api_key
}
