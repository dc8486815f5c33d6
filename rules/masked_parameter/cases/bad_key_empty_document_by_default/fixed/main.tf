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
  description = "The ID of a Coder agent."
  type        = string
}

variable "auth_json" {
  description = "Contents of the auth.json file."
  type        = string
  default     = "{}"
  sensitive   = true
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Key Empty Document By Default auth JSON in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

variable "google_credentials" {
  description = "Credentials of the project, as JSON."
  type        = string
  default     = "null"
  sensitive   = true
}

variable "enable_google_credentials_parameter" {
  description = "Ask each user for their Google credentials in the workspace form, instead of using `google_credentials`."
  type        = bool
  default     = false
}

variable "gitlab_token_json" {
  description = "Tokens of the providers, as a JSON list."
  type        = string
  default     = "[ ]"
  sensitive   = true
}

variable "enable_gitlab_token_json_parameter" {
  description = "Ask each user for their GitLab tokens in the workspace form, instead of using `gitlab_token_json`."
  type        = bool
  default     = false
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_key_empty_document_by_default_auth_json"
  display_name = "Bad Key Empty Document By Default auth JSON"
  description  = "Your personal Bad Key Empty Document By Default auth JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

data "coder_parameter" "google_credentials" {
  count        = var.enable_google_credentials_parameter ? 1 : 0
  name         = "bad_key_empty_document_by_default_google_credentials"
  display_name = "Bad Key Empty Document By Default Google credentials"
  description  = "Your personal Google credentials. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  google_credentials = var.enable_google_credentials_parameter ? sensitive(data.coder_parameter.google_credentials[0].value) : var.google_credentials
}

data "coder_parameter" "gitlab_token_json" {
  count        = var.enable_gitlab_token_json_parameter ? 1 : 0
  name         = "bad_key_empty_document_by_default_gitlab_token_json"
  display_name = "Bad Key Empty Document By Default GitLab token JSON"
  description  = "Your personal GitLab tokens. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gitlab_token_json = var.enable_gitlab_token_json_parameter ? sensitive(data.coder_parameter.gitlab_token_json[0].value) : var.gitlab_token_json
}

resource "coder_env" "auth" {
  count    = var.enable_auth_json_parameter || var.auth_json != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "APP_AUTH"
  value    = local.auth_json
}

resource "coder_env" "google" {
  count    = var.enable_google_credentials_parameter || var.google_credentials != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "GOOGLE_CREDENTIALS"
  value    = local.google_credentials
}

resource "coder_env" "gitlab" {
  count    = var.enable_gitlab_token_json_parameter || var.gitlab_token_json != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "GITLAB_AUTH"
  value    = local.gitlab_token_json
}
