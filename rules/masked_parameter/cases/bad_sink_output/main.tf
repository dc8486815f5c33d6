terraform {
  required_version = ">= 1.5"

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

variable "session_token" {
  type        = string
  description = "Session token of the Augment CLI."
  default     = ""
  sensitive   = true
}

output "session_token" {
  description = "For modules that come after this one."
  value       = var.session_token
  sensitive   = true
}
