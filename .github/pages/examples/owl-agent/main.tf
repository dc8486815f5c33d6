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

variable "owl_api_key" {
  description = "API key for the Owl assistant."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "owl_api_key" {
  agent_id = var.agent_id
  name     = "OWL_API_KEY"
  value    = var.owl_api_key
}

resource "coder_script" "owl" {
  agent_id     = var.agent_id
  display_name = "Owl"
  run_on_start = true
  script       = "curl -fsSL https://owl.example/install.sh | sh"
}
