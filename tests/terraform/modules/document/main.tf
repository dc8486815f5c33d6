terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.12"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "auth_json" {
  type        = string
  description = "The contents of auth.json."
  default     = ""

  validation {
    condition     = var.auth_json == "" || can(jsondecode(var.auth_json))
    error_message = "auth_json must be JSON."
  }
}

locals {
  files = {
    "~/.acme/auth.json"   = var.auth_json
    "~/.acme/config.json" = jsonencode({ mode = "cli" })
  }
}

resource "coder_script" "files" {
  agent_id     = var.agent_id
  display_name = "Write files"
  script = join("\n", [
    for path, content in local.files :
    "echo '${base64encode(content)}' | base64 -d > ${path}" if content != ""
  ])
}
