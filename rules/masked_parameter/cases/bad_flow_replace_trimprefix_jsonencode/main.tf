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

variable "figma_access_token" {
  type        = string
  description = "Figma access token."
  default     = ""
  sensitive   = true
}

locals {
  servers = {
    figma = {
      command = "npx"
      args    = ["-y", "figma-mcp", "--token=${var.figma_access_token}"]
    }
  }
  servers_json = replace(trimprefix(jsonencode(local.servers), "{"), "'", "'\\''")
}

resource "coder_script" "mcp" {
  agent_id     = var.agent_id
  display_name = "MCP"
  script       = "echo '{${local.servers_json}' > ~/.mcp.json"
}
