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

variable "forge_token" {
  description = "Access token for the Forge API, with the scope `repo`."
  type        = string
  default     = ""
}

resource "coder_script" "login" {
  agent_id     = var.agent_id
  display_name = "Forge login"
  run_on_start = true
  script       = <<-EOT
    #!/bin/sh
    echo "${var.forge_token}" | forge login --with-token
  EOT
}
