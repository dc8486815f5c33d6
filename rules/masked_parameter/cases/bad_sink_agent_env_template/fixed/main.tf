terraform {
  required_version = ">= 1.5"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
    docker = {
      source = "kreuzwerker/docker"
    }
  }
}

variable "openai_api_key" {
  type        = string
  description = "OpenAI API key."
  default     = ""
  sensitive   = true
}

variable "enable_openai_api_key_parameter" {
  description = "Ask each user for a personal OpenAI API key in the workspace form, instead of using `openai_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "openai_api_key" {
  count        = var.enable_openai_api_key_parameter ? 1 : 0
  name         = "openai_api_key"
  display_name = "OpenAI API key"
  description  = "Your personal OpenAI API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openai_api_key = var.enable_openai_api_key_parameter ? sensitive(data.coder_parameter.openai_api_key[0].value) : var.openai_api_key
}

data "coder_workspace" "me" {}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env = {
    EDITOR         = "vim"
    OPENAI_API_KEY = local.openai_api_key
  }
}

resource "docker_container" "workspace" {
  count = data.coder_workspace.me.start_count
  image = "codercom/enterprise-base:ubuntu"
  name  = "coder-${data.coder_workspace.me.id}"
  env   = ["CODER_AGENT_TOKEN=${coder_agent.main.token}"]
}
