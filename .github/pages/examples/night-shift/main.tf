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

variable "session_token" {
  description = "Night Shift session token, from `nightshift token`."
  type        = string
  default     = ""
}

resource "coder_env" "session" {
  count    = var.session_token == "" ? 0 : 1
  agent_id = var.agent_id
  name     = "NIGHT_SHIFT_SESSION_TOKEN"
  value    = var.session_token
}

output "session_token" {
  value = var.session_token
}
