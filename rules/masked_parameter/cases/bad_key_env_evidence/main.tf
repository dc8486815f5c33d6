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

variable "perplexity" {
  type        = string
  description = "Account that searches are billed to."
  default     = ""
  sensitive   = true
}

resource "coder_env" "p" {
  count    = var.perplexity != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "PERPLEXITY_API_KEY"
  value    = var.perplexity
}
