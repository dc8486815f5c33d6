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

variable "gitlab_pat" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_gitlab_pat_parameter" {
  description = "Ask each user for their GitLab personal access token in the workspace form, instead of using `gitlab_pat`."
  type        = bool
  default     = false
}

variable "refresh_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_refresh_token_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes refresh token in the workspace form, instead of using `refresh_token`."
  type        = bool
  default     = false
}

variable "oauth_client_secret" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_oauth_client_secret_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes OAuth client secret in the workspace form, instead of using `oauth_client_secret`."
  type        = bool
  default     = false
}

variable "stripe_secret_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_stripe_secret_key_parameter" {
  description = "Ask each user for a personal Stripe secret key in the workspace form, instead of using `stripe_secret_key`."
  type        = bool
  default     = false
}

variable "op_service_account_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_op_service_account_token_parameter" {
  description = "Ask each user for a personal 1Password service account token in the workspace form, instead of using `op_service_account_token`."
  type        = bool
  default     = false
}

variable "auth_tarball" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_auth_tarball_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes auth tarball in the workspace form, instead of using `auth_tarball`."
  type        = bool
  default     = false
}

variable "auth_json" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes auth JSON in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

variable "personal_access_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_personal_access_token_parameter" {
  description = "Ask each user for their Bad Key Names Yes personal access token in the workspace form, instead of using `personal_access_token`."
  type        = bool
  default     = false
}

variable "aws_secret_access_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_aws_secret_access_key_parameter" {
  description = "Ask each user for a personal AWS secret access key in the workspace form, instead of using `aws_secret_access_key`."
  type        = bool
  default     = false
}

variable "access_token" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_access_token_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes access token in the workspace form, instead of using `access_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "gitlab_pat" {
  count        = var.enable_gitlab_pat_parameter ? 1 : 0
  name         = "bad_key_names_yes_gitlab_pat"
  display_name = "Bad Key Names Yes GitLab personal access token"
  description  = "Your GitLab personal access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gitlab_pat = var.enable_gitlab_pat_parameter ? sensitive(data.coder_parameter.gitlab_pat[0].value) : var.gitlab_pat
}

data "coder_parameter" "refresh_token" {
  count        = var.enable_refresh_token_parameter ? 1 : 0
  name         = "bad_key_names_yes_refresh_token"
  display_name = "Bad Key Names Yes refresh token"
  description  = "Your personal Bad Key Names Yes refresh token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  refresh_token = var.enable_refresh_token_parameter ? sensitive(data.coder_parameter.refresh_token[0].value) : var.refresh_token
}

data "coder_parameter" "oauth_client_secret" {
  count        = var.enable_oauth_client_secret_parameter ? 1 : 0
  name         = "bad_key_names_yes_oauth_client_secret"
  display_name = "Bad Key Names Yes OAuth client secret"
  description  = "Your personal Bad Key Names Yes OAuth client secret. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  oauth_client_secret = var.enable_oauth_client_secret_parameter ? sensitive(data.coder_parameter.oauth_client_secret[0].value) : var.oauth_client_secret
}

data "coder_parameter" "stripe_secret_key" {
  count        = var.enable_stripe_secret_key_parameter ? 1 : 0
  name         = "bad_key_names_yes_stripe_secret_key"
  display_name = "Bad Key Names Yes Stripe secret key"
  description  = "Your personal Stripe secret key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  stripe_secret_key = var.enable_stripe_secret_key_parameter ? sensitive(data.coder_parameter.stripe_secret_key[0].value) : var.stripe_secret_key
}

data "coder_parameter" "op_service_account_token" {
  count        = var.enable_op_service_account_token_parameter ? 1 : 0
  name         = "bad_key_names_yes_op_service_account_token"
  display_name = "Bad Key Names Yes 1Password service account token"
  description  = "Your personal 1Password service account token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  op_service_account_token = var.enable_op_service_account_token_parameter ? sensitive(data.coder_parameter.op_service_account_token[0].value) : var.op_service_account_token
}

data "coder_parameter" "auth_tarball" {
  count        = var.enable_auth_tarball_parameter ? 1 : 0
  name         = "bad_key_names_yes_auth_tarball"
  display_name = "Bad Key Names Yes auth tarball"
  description  = "Your personal Bad Key Names Yes auth tarball. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  auth_tarball = var.enable_auth_tarball_parameter ? sensitive(data.coder_parameter.auth_tarball[0].value) : var.auth_tarball
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_key_names_yes_auth_json"
  display_name = "Bad Key Names Yes auth JSON"
  description  = "Your personal Bad Key Names Yes auth JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

data "coder_parameter" "personal_access_token" {
  count        = var.enable_personal_access_token_parameter ? 1 : 0
  name         = "bad_key_names_yes_personal_access_token"
  display_name = "Bad Key Names Yes personal access token"
  description  = "Your Bad Key Names Yes personal access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  personal_access_token = var.enable_personal_access_token_parameter ? sensitive(data.coder_parameter.personal_access_token[0].value) : var.personal_access_token
}

data "coder_parameter" "aws_secret_access_key" {
  count        = var.enable_aws_secret_access_key_parameter ? 1 : 0
  name         = "bad_key_names_yes_aws_secret_access_key"
  display_name = "Bad Key Names Yes AWS secret access key"
  description  = "Your personal AWS secret access key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  aws_secret_access_key = var.enable_aws_secret_access_key_parameter ? sensitive(data.coder_parameter.aws_secret_access_key[0].value) : var.aws_secret_access_key
}

data "coder_parameter" "access_token" {
  count        = var.enable_access_token_parameter ? 1 : 0
  name         = "bad_key_names_yes_access_token"
  display_name = "Bad Key Names Yes access token"
  description  = "Your personal Bad Key Names Yes access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  access_token = var.enable_access_token_parameter ? sensitive(data.coder_parameter.access_token[0].value) : var.access_token
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --opt0 '${local.gitlab_pat}'
    setup --opt1 '${local.refresh_token}'
    setup --opt2 '${local.oauth_client_secret}'
    setup --opt3 '${local.stripe_secret_key}'
    setup --opt4 '${local.op_service_account_token}'
    setup --opt5 '${local.auth_tarball}'
    setup --opt6 '${local.auth_json}'
    setup --opt7 '${local.personal_access_token}'
    setup --opt8 '${local.aws_secret_access_key}'
    setup --opt9 '${local.access_token}'
  EOT
}
