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

variable "auth_json" {
  type        = string
  description = "Your ~/.codex/auth.json, as the CLI wrote it to that path."
  default     = ""
  sensitive   = true
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Key Auth JSON With Path Description ~/.codex/auth.json in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

variable "auth_tarball" {
  type        = string
  description = "The file that `assistant export` wrote, in base64."
  default     = ""
  sensitive   = true
}

variable "enable_auth_tarball_parameter" {
  description = "Ask each user for a personal Bad Key Auth JSON With Path Description auth tarball in the workspace form, instead of using `auth_tarball`."
  type        = bool
  default     = false
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_key_auth_json_with_path_description_auth_json"
  display_name = "Bad Key Auth JSON With Path Description auth JSON"
  description  = "Your personal Bad Key Auth JSON With Path Description ~/.codex/auth.json. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

data "coder_parameter" "auth_tarball" {
  count        = var.enable_auth_tarball_parameter ? 1 : 0
  name         = "bad_key_auth_json_with_path_description_auth_tarball"
  display_name = "Bad Key Auth JSON With Path Description auth tarball"
  description  = "Your personal Bad Key Auth JSON With Path Description auth tarball (the file that `assistant export` wrote, in base64). The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --j '${local.auth_json}'
    setup --t '${local.auth_tarball}'
  EOT
}
