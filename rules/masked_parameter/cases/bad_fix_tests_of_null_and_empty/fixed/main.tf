terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = null
  sensitive   = true
}

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Fix Tests Of Null And Empty API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_fix_tests_of_null_and_empty_api_key"
  display_name = "Bad Fix Tests Of Null And Empty API key"
  description  = "Your personal Bad Fix Tests Of Null And Empty API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key[0].value == "" ? null : data.coder_parameter.api_key[0].value) : var.api_key
}

resource "coder_env" "given_but_empty" {
  count    = !var.enable_api_key_parameter && (var.api_key != null && var.api_key == "") ? 1 : 0
  agent_id = "agent"
  name     = "GIVEN_BUT_EMPTY"
  value    = "x"
}

resource "coder_env" "null_or_set" {
  count    = var.enable_api_key_parameter || (var.api_key == null || var.api_key != "") ? 1 : 0
  agent_id = "agent"
  name     = "NULL_OR_SET"
  value    = "x"
}

resource "coder_env" "has_letters" {
  count    = (var.enable_api_key_parameter ? true : var.api_key != null && length(var.api_key) > 0) ? 1 : 0
  agent_id = "agent"
  name     = "HAS_LETTERS"
  value    = "x"
}

resource "coder_env" "letters" {
  count    = (var.enable_api_key_parameter ? true : length(var.api_key) > 0) ? 1 : 0
  agent_id = "agent"
  name     = "LETTERS"
  value    = "x"
}

resource "coder_env" "letters_or_none" {
  count    = (var.enable_api_key_parameter ? true : length(coalesce(var.api_key, "")) > 0) ? 1 : 0
  agent_id = "agent"
  name     = "LETTERS_OR_NONE"
  value    = "x"
}

resource "coder_env" "letters_without_blanks" {
  count    = (var.enable_api_key_parameter ? true : length(trimspace(var.api_key)) > 0) ? 1 : 0
  agent_id = "agent"
  name     = "LETTERS_WITHOUT_BLANKS"
  value    = "x"
}

resource "coder_env" "as_text" {
  count    = (var.enable_api_key_parameter ? true : "${var.api_key}" != "") ? 1 : 0
  agent_id = "agent"
  name     = "AS_TEXT"
  value    = "x"
}

resource "coder_env" "not_secret" {
  count    = var.enable_api_key_parameter || nonsensitive(var.api_key) != "" ? 1 : 0
  agent_id = "agent"
  name     = "NOT_SECRET"
  value    = "x"
}

resource "coder_env" "or_another" {
  count    = coalesce(local.api_key, "none") != "none" ? 1 : 0
  agent_id = "agent"
  name     = "OR_ANOTHER"
  value    = "x"
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = local.api_key != null && local.api_key != "" ? local.api_key : "none"
}
