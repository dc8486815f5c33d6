terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "openai_api_key" {
  description = "API key for OpenAI."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "settings" {
  agent_id = "agent"
  name     = "SETTINGS"
  value    = "RETRIES=3,OPENAI_API_KEY=${var.openai_api_key}"
}
