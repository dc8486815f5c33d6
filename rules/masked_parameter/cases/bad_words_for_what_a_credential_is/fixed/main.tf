terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "mesh_auth_key" {
  description = "Mesh Ephemeral auth key"
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_mesh_auth_key_parameter" {
  description = "Ask each user for a personal Mesh ephemeral auth key in the workspace form, instead of using `mesh_auth_key`."
  type        = bool
  default     = false
}

variable "gh_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_gh_token_parameter" {
  description = "Ask each user for a personal GitHub token in the workspace form, instead of using `gh_token`."
  type        = bool
  default     = false
}

variable "admin_token" {
  description = "Developer/admin token of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_admin_token_parameter" {
  description = "Ask each user for a personal Bad Words For What A Credential Is developer/admin token in the workspace form, instead of using `admin_token`."
  type        = bool
  default     = false
}

variable "cloud_login" {
  description = "Cloud bearer token baked into the image."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_cloud_login_parameter" {
  description = "Ask each user for a personal Bad Words For What A Credential Is cloud bearer token in the workspace form, instead of using `cloud_login`."
  type        = bool
  default     = false
}

variable "oauth_token" {
  description = "OAuth access token (from Coder's external auth)."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_oauth_token_parameter" {
  description = "Ask each user for a personal Bad Words For What A Credential Is OAuth access token in the workspace form, instead of using `oauth_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "mesh_auth_key" {
  count        = var.enable_mesh_auth_key_parameter ? 1 : 0
  name         = "bad_words_for_what_a_credential_is_mesh_auth_key"
  display_name = "Bad Words For What A Credential Is Mesh auth key"
  description  = "Your personal Mesh ephemeral auth key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  mesh_auth_key = var.enable_mesh_auth_key_parameter ? sensitive(data.coder_parameter.mesh_auth_key[0].value) : var.mesh_auth_key
}

data "coder_parameter" "gh_token" {
  count        = var.enable_gh_token_parameter ? 1 : 0
  name         = "bad_words_for_what_a_credential_is_gh_token"
  display_name = "Bad Words For What A Credential Is GitHub token"
  description  = "Your personal GitHub token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gh_token = var.enable_gh_token_parameter ? sensitive(data.coder_parameter.gh_token[0].value) : var.gh_token
}

data "coder_parameter" "admin_token" {
  count        = var.enable_admin_token_parameter ? 1 : 0
  name         = "bad_words_for_what_a_credential_is_admin_token"
  display_name = "Bad Words For What A Credential Is admin token"
  description  = "Your personal Bad Words For What A Credential Is developer/admin token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  admin_token = var.enable_admin_token_parameter ? sensitive(data.coder_parameter.admin_token[0].value) : var.admin_token
}

data "coder_parameter" "cloud_login" {
  count        = var.enable_cloud_login_parameter ? 1 : 0
  name         = "bad_words_for_what_a_credential_is_cloud_login"
  display_name = "Bad Words For What A Credential Is cloud login credential"
  description  = "Your personal Bad Words For What A Credential Is cloud bearer token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  cloud_login = var.enable_cloud_login_parameter ? sensitive(data.coder_parameter.cloud_login[0].value) : var.cloud_login
}

data "coder_parameter" "oauth_token" {
  count        = var.enable_oauth_token_parameter ? 1 : 0
  name         = "bad_words_for_what_a_credential_is_oauth_token"
  display_name = "Bad Words For What A Credential Is OAuth token"
  description  = "Your personal Bad Words For What A Credential Is OAuth access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  oauth_token = var.enable_oauth_token_parameter ? sensitive(data.coder_parameter.oauth_token[0].value) : var.oauth_token
}

resource "coder_env" "mesh_auth_key" {
  agent_id = "agent"
  name     = "MESH_KEY"
  value    = local.mesh_auth_key
}

resource "coder_env" "gh_token" {
  agent_id = "agent"
  name     = "GH_TOKEN"
  value    = local.gh_token
}

resource "coder_env" "admin_token" {
  agent_id = "agent"
  name     = "ADMIN_TOKEN"
  value    = local.admin_token
}

resource "coder_env" "cloud_login" {
  agent_id = "agent"
  name     = "CLOUD_LOGIN"
  value    = local.cloud_login
}

resource "coder_env" "oauth_token" {
  agent_id = "agent"
  name     = "OAUTH"
  value    = local.oauth_token
}
