terraform {
  required_version = ">= 1.9"

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

variable "auth_json" {
  type        = string
  description = "The contents of an auth file for Voyage."
  default     = "{}"
  sensitive   = true
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Fix Document That Is Parsed auth JSON in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_fix_document_that_is_parsed_auth_json"
  display_name = "Bad Fix Document That Is Parsed auth JSON"
  description  = "Your personal Bad Fix Document That Is Parsed auth JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  auth_json = var.enable_auth_json_parameter ? sensitive(data.coder_parameter.auth_json[0].value == "" ? "{}" : data.coder_parameter.auth_json[0].value) : var.auth_json
}

locals {
  auth = jsondecode(local.auth_json)
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_TOKEN"
  value    = try(local.auth.token, "")
}
