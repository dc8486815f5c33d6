terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "agent_id" {
  description = "The ID of a Coder agent."
  type        = string
}

variable "acme_api_key" {
  description = "API key for the Acme assistant."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "acme_api_key" {
  count    = var.acme_api_key != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.acme_api_key
}

resource "coder_script" "acme" {
  agent_id     = var.agent_id
  display_name = "Acme"
  run_on_start = true
  script       = "curl -fsSL https://acme.example/install.sh | sh"
}
