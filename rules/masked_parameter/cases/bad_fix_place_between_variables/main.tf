terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "a_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "b_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}
# the port
variable "port" {
  type    = number
  default = 80
}
# what is made of it
locals {
  port = var.port
}

resource "coder_env" "a_api_key" {
  agent_id = "agent"
  name     = "A_API_KEY"
  value    = var.a_api_key
}

resource "coder_env" "b_api_key" {
  agent_id = "agent"
  name     = "B_API_KEY"
  value    = var.b_api_key
}
