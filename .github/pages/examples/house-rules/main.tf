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

resource "coder_app" "notes" {
  agent_id     = var.agent_id
  slug         = "notes"
  display_name = "Notes"
  url          = "http://localhost:8080"
}

resource "coder_app" "board" {
  agent_id     = var.agent_id
  slug         = "board"
  display_name = "Board"
  icon         = "/icon/board.svg"
  url          = "http://localhost:8081"
}
