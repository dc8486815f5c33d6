terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = null

  validation {
    condition     = var.mode == null || (var.a_token == "") != (var.b_token == "")
    error_message = "Set a_token or b_token."
  }

  validation {
    condition     = var.mode == null || (var.a_token != "" ? var.b_token == "" : true)
    error_message = "Not both, a_token and b_token."
  }
}

variable "a_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "b_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = var.a_token
}

resource "coder_env" "b_token" {
  agent_id = "agent"
  name     = "B_TOKEN"
  value    = var.b_token
}
