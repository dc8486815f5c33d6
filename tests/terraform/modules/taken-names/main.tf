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

variable "acme_token" {
  type        = string
  description = "Access token for Acme."
  default     = ""
  sensitive   = true
}

variable "enable_acme_token_parameter" {
  type        = string
  description = "Something else."
  default     = "else"
}

data "coder_parameter" "acme_token" {
  name    = "acme_token_kind"
  default = "short"
  mutable = true

  option {
    name  = "Short"
    value = "short"
  }

  option {
    name  = "Long"
    value = "long"
  }
}

resource "terraform_data" "check" {
  input = var.acme_token
}

resource "coder_env" "acme_token" {
  agent_id = var.agent_id
  name     = "ACME_TOKEN_${upper(data.coder_parameter.acme_token.value)}"
  value    = var.acme_token
}
