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

variable "jira_pat" {
  type        = string
  description = "Jira personal access token."
  default     = ""
  sensitive   = true
}

variable "enable_jira_pat_parameter" {
  description = "Ask each user for their Jira personal access token in the workspace form, instead of using `jira_pat`."
  type        = bool
  default     = false
}

data "coder_parameter" "jira_pat" {
  count        = var.enable_jira_pat_parameter ? 1 : 0
  name         = "bad_flow_splat_of_objects_jira_pat"
  display_name = "Bad Flow Splat Of Objects Jira personal access token"
  description  = "Your Jira personal access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  jira_pat = var.enable_jira_pat_parameter ? sensitive(data.coder_parameter.jira_pat[0].value) : var.jira_pat
}

locals {
  logins = [
    { site = "jira.example.com", token = local.jira_pat },
  ]
}

resource "coder_env" "jira" {
  agent_id = var.agent_id
  name     = "JIRA_LOGINS"
  value    = join(",", local.logins[*].token)
}
