terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.4"
    }
  }
}

variable "agent_id" {
  type        = string
  description = "The ID of a Coder agent."
}

variable "service_json" {
  type        = string
  description = "The service's credentials, as JSON."
  default     = null
  sensitive   = true
}

variable "enable_service_json_parameter" {
  description = "Ask each user for their Service's credentials in the workspace form, instead of using `service_json`."
  type        = bool
  default     = false
}

data "coder_parameter" "service_json" {
  count        = var.enable_service_json_parameter ? 1 : 0
  name         = "bad_fix_null_told_from_empty_service_json"
  display_name = "Bad Fix Null Told From Empty service JSON"
  description  = "Your personal Service's credentials. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  service_json = var.enable_service_json_parameter ? sensitive(data.coder_parameter.service_json[0].value == "" ? null : data.coder_parameter.service_json[0].value) : var.service_json
}

data "coder_workspace_owner" "me" {
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "SERVICE_TOKEN"
  value    = local.service_json != null ? jsondecode(local.service_json).token : data.coder_workspace_owner.me.session_token
}

resource "coder_env" "document" {
  count    = var.enable_service_json_parameter || (var.service_json != null && var.service_json != "") ? 1 : 0
  agent_id = var.agent_id
  name     = "SERVICE_JSON"
  value    = local.service_json == null ? "" : local.service_json
}
