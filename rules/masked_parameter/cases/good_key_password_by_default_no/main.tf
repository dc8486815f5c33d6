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

variable "db_password" {
  type        = string
  description = "Password of the development database."
  default     = ""
}

resource "coder_env" "pg" {
  agent_id = var.agent_id
  name     = "PGPASSWORD"
  value    = var.db_password
}
