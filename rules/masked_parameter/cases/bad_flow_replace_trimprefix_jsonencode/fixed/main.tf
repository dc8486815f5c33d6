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

variable "enable_figma_access_token_parameter" {
  description = "Ask each user for a personal Figma access token in the workspace form, instead of using `figma_access_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "figma_access_token" {
  count        = var.enable_figma_access_token_parameter ? 1 : 0
  name         = "bad_flow_replace_trimprefix_jsonencode_figma_access_token"
  display_name = "Bad Flow Replace Trimprefix Jsonencode Figma access token"
  description  = "Your personal Figma access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  figma_access_token = var.enable_figma_access_token_parameter ? sensitive(data.coder_parameter.figma_access_token[0].value) : var.figma_access_token
}

locals {
  servers = {
    figma = {
      command = "npx"
      args    = ["-y", "figma-mcp", "--token=${local.figma_access_token}"]
    }
  }
  servers_json = replace(trimprefix(jsonencode(local.servers), "{"), "'", "'\\''")
}

resource "coder_script" "mcp" {
  agent_id     = var.agent_id
  display_name = "MCP"
  script       = "echo '{${local.servers_json}' > ~/.mcp.json"
}
