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

variable "auth_json" {
  type        = string
  description = "Login of the assistant, as JSON."
  default     = ""
  sensitive   = true
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Flow Dynamic Iterator auth JSON in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_flow_dynamic_iterator_auth_json"
  display_name = "Bad Flow Dynamic Iterator auth JSON"
  description  = "Your personal Bad Flow Dynamic Iterator auth JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  auth_json = var.enable_auth_json_parameter ? sensitive(data.coder_parameter.auth_json[0].value) : var.auth_json
}

resource "docker_container" "dev" {
  image = "ubuntu:24.04"
  name  = "dev"

  dynamic "upload" {
    for_each = [{ path = "/home/coder/.codex/auth.json", body = local.auth_json }]
    iterator = doc
    content {
      file    = doc.value.path
      content = doc.value.body
    }
  }
}
