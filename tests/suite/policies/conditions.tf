terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
    docker = { source = "kreuzwerker/docker" }
  }
}

provider "docker" {
  alias = "remote"
  host  = "ssh://x"
}

variable "unset" {
  type = "string" # as Terraform 0.11 has it
}

variable "nullable" {
  type    = string
  default = null
}

variable "port" {
  type = object({
    number   = number
    protocol = string
  })
  default = { number = 80, protocol = "tcp" }
}

variable "api_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "ask" {
  type    = bool
  default = false
}

locals {
  title = "Web ${var.port.number}"
}

resource "coder_agent" "main" {
  os   = "linux"
  arch = "amd64"
}

resource "coder_app" "web" {
  agent_id     = coder_agent.main.id
  count        = 2
  slug         = "web"
  display_name = local.title
  icon         = var.unset
  order        = 3
  group        = var.nullable
  labels       = { a = 1, b = var.unset }
  ports        = [1, var.port.number, var.unset]
  url          = "http://localhost:${var.port.number}"
  healthcheck {
    interval = 5
    retry {
      times = 2
    }
  }
  healthcheck {
    interval = 7
  }
  dynamic "option" {
    for_each = [1]
    content {
      name = option.value
    }
  }
  dynamic "coder_agent" {
    for_each = [coder_agent.main.arch]
    content {
      name = coder_agent.value
      dynamic "x" {
        for_each = coder_agent.value
        content {
          name = [x.value, local.title]
        }
      }
    }
  }
  dynamic "env" {
    for_each = [coder_agent.main.dir]
    iterator = each_env
    content {
      name = each_env.value
    }
  }
  names = "%{ for var in [var.port.number] }${var.x}%{ endfor }${local.title}"
  loops = [for coder_agent in [coder_agent.main.os] : coder_agent.x]
}

data "coder_parameter" "key" {
  count       = var.ask ? 1 : 0
  name        = "api_key"
  description = "Your API key. Stored unencrypted."
  mutable     = true
  styling     = jsonencode({ mask_input = true })
}

data "coder_parameter" "region" {
  name = "region"
}

data "coder_parameter" "styled" {
  name    = "styled"
  styling = var.unset
}

resource "coder_env" "key" {
  agent_id = coder_agent.main.id
  name     = "API_KEY"
  value    = try(data.coder_parameter.key[0].value, var.api_key)
}

module "code" {
  source  = "registry.coder.com/coder/code-server/coder"
  version = "1.2.3"
  count   = 1
  title   = [for k, v in { a = local.title } : "${k}${v}"]
  named   = [for k, v in { a = local.title } : try(k.id, v.id, "")]
}

module "range" {
  source  = "registry.coder.com/coder/range/coder"
  version = "~> 1.2"
  region  = data.coder_parameter.region.value
}

output "title" {
  value = local.title
}
