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

variable "linter_token" {
  description = "API token for the review service."
  type        = string
  default     = ""
  sensitive   = true
}

module "review" {
  source       = "./review"
  agent_id     = var.agent_id
  linter_token = var.linter_token
}
