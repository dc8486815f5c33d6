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

data "coder_workspace" "me" {}

resource "coder_agent" "main" {
  arch = "amd64"
  os   = "linux"
  env = {
    EDITOR         = "vim"
    OPENAI_API_KEY = var.openai_api_key
  }
}

resource "docker_container" "workspace" {
  count = data.coder_workspace.me.start_count
  image = "codercom/enterprise-base:ubuntu"
  name  = "coder-${data.coder_workspace.me.id}"
  env   = ["CODER_AGENT_TOKEN=${coder_agent.main.token}"]
}
