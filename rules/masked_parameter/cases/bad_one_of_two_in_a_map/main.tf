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

variable "ask" {
  description = "Ask each user."
  type        = bool
  default     = false
}

variable "first_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "second_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "second_token" {
  count        = var.ask ? 1 : 0
  name         = "second_token"
  display_name = "Second token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  env = var.ask ? {
    FIRST_TOKEN  = var.first_token
    SECOND_TOKEN = data.coder_parameter.second_token[0].value
    } : {
    FIRST_TOKEN  = var.first_token
    SECOND_TOKEN = var.second_token
  }
}

resource "coder_env" "it" {
  for_each = local.env
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
