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
  description = "The agent's ID."
  type        = string
}

variable "value" {
  description = "What is handed over."
  type        = string
}

provider "cloud" {
  token = var.value
}
