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

locals {
  prefix = "assistant"
}

data "coder_parameter" "own" {
  name         = "${local.prefix}_api_key"
  display_name = "Own"
  description  = "Billed to you."
  type         = "string"
  form_type    = "input"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_script" "start" {
  agent_id     = var.agent_id
  display_name = "Start"
  script       = "assistant --with '${data.coder_parameter.own.value}'"
}
