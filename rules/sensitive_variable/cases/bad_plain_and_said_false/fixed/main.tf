terraform {
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

variable "first_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "second_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}
