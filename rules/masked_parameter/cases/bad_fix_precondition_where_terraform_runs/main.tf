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
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "voyage_token" {
  type        = string
  description = "Session token for Voyage."
  default     = ""
  sensitive   = true
}

# Nothing is anonymous once the switch is on.
resource "terraform_data" "anonymous" {
  count = var.voyage_api_key == "" ? 1 : 0
  input = "anonymous"
}

resource "terraform_data" "checks" {
  lifecycle {
    precondition {
      condition     = var.voyage_api_key != "" || var.voyage_token != ""
      error_message = "Set voyage_api_key or voyage_token."
    }
  }
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = var.voyage_api_key
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "VOYAGE_TOKEN"
  value    = var.voyage_token
}
