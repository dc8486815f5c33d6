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

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false
}

variable "voyage_token" {
  type        = string
  description = "Session token for Voyage."
  default     = ""
  sensitive   = true
}

variable "enable_voyage_token_parameter" {
  description = "Ask each user for a personal Voyage session token in the workspace form, instead of using `voyage_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count        = var.enable_voyage_api_key_parameter ? 1 : 0
  name         = "bad_fix_precondition_where_terraform_runs_voyage_api_key"
  display_name = "Bad Fix Precondition Where Terraform Runs Voyage API key"
  description  = "Your personal Voyage API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_api_key = var.enable_voyage_api_key_parameter ? sensitive(data.coder_parameter.voyage_api_key[0].value) : var.voyage_api_key
}

data "coder_parameter" "voyage_token" {
  count        = var.enable_voyage_token_parameter ? 1 : 0
  name         = "bad_fix_precondition_where_terraform_runs_voyage_token"
  display_name = "Bad Fix Precondition Where Terraform Runs Voyage token"
  description  = "Your personal Voyage session token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_token = var.enable_voyage_token_parameter ? sensitive(data.coder_parameter.voyage_token[0].value) : var.voyage_token
}

# Nothing is anonymous once the switch is on.
resource "terraform_data" "anonymous" {
  count = !var.enable_voyage_api_key_parameter && var.voyage_api_key == "" ? 1 : 0
  input = "anonymous"
}

resource "terraform_data" "checks" {
  lifecycle {
    precondition {
      condition     = local.voyage_api_key != "" || local.voyage_token != ""
      error_message = "Set voyage_api_key or voyage_token."
    }
  }
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = local.voyage_api_key
}

resource "coder_env" "token" {
  agent_id = var.agent_id
  name     = "VOYAGE_TOKEN"
  value    = local.voyage_token
}
