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

resource "coder_env" "given_but_empty" {
  count    = var.api_key != null && var.api_key == "" ? 1 : 0
  agent_id = "agent"
  name     = "GIVEN_BUT_EMPTY"
  value    = "x"
}

resource "coder_env" "null_or_set" {
  count    = var.api_key == null || var.api_key != "" ? 1 : 0
  agent_id = "agent"
  name     = "NULL_OR_SET"
  value    = "x"
}

resource "coder_env" "has_letters" {
  count    = var.api_key != null && length(var.api_key) > 0 ? 1 : 0
  agent_id = "agent"
  name     = "HAS_LETTERS"
  value    = "x"
}

resource "coder_env" "letters" {
  count    = length(var.api_key) > 0 ? 1 : 0
  agent_id = "agent"
  name     = "LETTERS"
  value    = "x"
}

resource "coder_env" "letters_or_none" {
  count    = length(coalesce(var.api_key, "")) > 0 ? 1 : 0
  agent_id = "agent"
  name     = "LETTERS_OR_NONE"
  value    = "x"
}

resource "coder_env" "letters_without_blanks" {
  count    = length(trimspace(var.api_key)) > 0 ? 1 : 0
  agent_id = "agent"
  name     = "LETTERS_WITHOUT_BLANKS"
  value    = "x"
}

resource "coder_env" "as_text" {
  count    = "${var.api_key}" != "" ? 1 : 0
  agent_id = "agent"
  name     = "AS_TEXT"
  value    = "x"
}

resource "coder_env" "not_secret" {
  count    = nonsensitive(var.api_key) != "" ? 1 : 0
  agent_id = "agent"
  name     = "NOT_SECRET"
  value    = "x"
}

resource "coder_env" "or_another" {
  count    = coalesce(var.api_key, "none") != "none" ? 1 : 0
  agent_id = "agent"
  name     = "OR_ANOTHER"
  value    = "x"
}

resource "coder_env" "api_key" {
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key != null && var.api_key != "" ? var.api_key : "none"
}
