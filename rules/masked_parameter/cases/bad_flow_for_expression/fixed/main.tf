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

variable "groq_api_key" {
  type        = string
  description = "Groq key."
  default     = ""
  sensitive   = true
}

variable "enable_groq_api_key_parameter" {
  description = "Ask each user for a personal Groq key in the workspace form, instead of using `groq_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "groq_api_key" {
  count        = var.enable_groq_api_key_parameter ? 1 : 0
  name         = "bad_flow_for_expression_groq_api_key"
  display_name = "Bad Flow For Expression Groq API key"
  description  = "Your personal Groq key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  groq_api_key = var.enable_groq_api_key_parameter ? sensitive(data.coder_parameter.groq_api_key[0].value) : var.groq_api_key
}

locals {
  container_env = {
    TZ           = "UTC"
    GROQ_API_KEY = local.groq_api_key
  }
}

resource "docker_container" "dev" {
  image = "ubuntu:24.04"
  name  = "dev"
  env   = [for name, value in local.container_env : "${name}=${value}" if value != ""]
}
