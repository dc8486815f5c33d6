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

variable "content" {
  type        = string
  description = "Text to write."
}

resource "coder_script" "write" {
  agent_id     = var.agent_id
  display_name = "Write"
  script       = "cat > ~/.settings.json <<'EOF'\n${var.content}\nEOF"
}
