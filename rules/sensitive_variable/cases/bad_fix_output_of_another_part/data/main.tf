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

data "coder_parameter" "text" {
  name    = "text"
  default = var.api_key
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

output "name" {
  description = "What the parameter is called."
  value       = data.coder_parameter.text.name
}
