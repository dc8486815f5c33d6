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

variable "auth_json" {
  description = "The contents of `auth.json`."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "auth" {
  agent_id = var.agent_id
  name     = "CLOUD_NOTES_AUTH"
  value    = base64encode(var.auth_json)
}
