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

variable "openai_api_key" {
  type    = string
  default = ""
}

variable "enable_openai_api_key_parameter" {
  description = "Ask each user for a personal OpenAI API key in the workspace form, instead of using `openai_api_key`."
  type        = bool
  default     = false
}

variable "bot_token" {
  type    = string
  default = null
}

variable "enable_bot_token_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes Not Sensitive bot token in the workspace form, instead of using `bot_token`."
  type        = bool
  default     = false
}

variable "auth_json" {
  type    = string
  default = ""
}

variable "enable_auth_json_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes Not Sensitive auth JSON in the workspace form, instead of using `auth_json`."
  type        = bool
  default     = false
}

variable "session_token" {
  default = ""
}

variable "enable_session_token_parameter" {
  description = "Ask each user for a personal Bad Key Names Yes Not Sensitive session token in the workspace form, instead of using `session_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "openai_api_key" {
  count        = var.enable_openai_api_key_parameter ? 1 : 0
  name         = "bad_key_names_yes_not_sensitive_openai_api_key"
  display_name = "Bad Key Names Yes Not Sensitive OpenAI API key"
  description  = "Your personal OpenAI API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  openai_api_key = var.enable_openai_api_key_parameter ? sensitive(data.coder_parameter.openai_api_key[0].value) : var.openai_api_key
}

data "coder_parameter" "bot_token" {
  count        = var.enable_bot_token_parameter ? 1 : 0
  name         = "bad_key_names_yes_not_sensitive_bot_token"
  display_name = "Bad Key Names Yes Not Sensitive bot token"
  description  = "Your personal Bad Key Names Yes Not Sensitive bot token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  bot_token = var.enable_bot_token_parameter ? sensitive(data.coder_parameter.bot_token[0].value) : var.bot_token
}

data "coder_parameter" "auth_json" {
  count        = var.enable_auth_json_parameter ? 1 : 0
  name         = "bad_key_names_yes_not_sensitive_auth_json"
  display_name = "Bad Key Names Yes Not Sensitive auth JSON"
  description  = "Your personal Bad Key Names Yes Not Sensitive auth JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
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

data "coder_parameter" "session_token" {
  count        = var.enable_session_token_parameter ? 1 : 0
  name         = "bad_key_names_yes_not_sensitive_session_token"
  display_name = "Bad Key Names Yes Not Sensitive session token"
  description  = "Your personal Bad Key Names Yes Not Sensitive session token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  session_token = var.enable_session_token_parameter ? sensitive(data.coder_parameter.session_token[0].value) : var.session_token
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --a '${local.openai_api_key}'
    setup --b '${local.bot_token}'
    setup --c '${local.auth_json}'
    setup --d '${local.session_token}'
  EOT
}
