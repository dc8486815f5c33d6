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

variable "api_key" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

locals {
  encoded = base64encode(var.api_key)
  script = templatefile("${path.module}/run.sh.tftpl", {
    API_KEY = local.encoded
  })
}

resource "coder_script" "it" {
  agent_id     = var.agent_id
  display_name = "It"
  script       = local.script
}
