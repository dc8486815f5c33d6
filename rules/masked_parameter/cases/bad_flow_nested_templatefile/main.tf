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

variable "snyk_token" {
  type        = string
  description = "Snyk token."
  default     = ""
  sensitive   = true
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script = templatefile("${path.module}/outer.sh", {
    INNER = base64encode(templatefile("${path.module}/inner.sh", {
      TOKEN = var.snyk_token
    }))
  })
}
