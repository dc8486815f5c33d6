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

variable "api_key" {
  description = "API key of the team."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask_for_key" {
  description = "Ask each user for a key."
  type        = bool
  default     = false
}

data "coder_parameter" "api_key" {
  count       = var.ask_for_key ? 1 : 0
  name        = "acme_api_key"
  description = "Your API key. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "key" {
  count    = var.ask_for_key ? 0 : 1
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = var.api_key
}

resource "coder_env" "personal_key" {
  count    = var.ask_for_key ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = data.coder_parameter.api_key[0].value
}

variable "other_api_key" {
  description = "Another API key of the team."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "other_api_key" {
  count       = var.ask_for_key ? 1 : 0
  name        = "acme_other_api_key"
  description = "Your API key. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  is_shared = length(data.coder_parameter.other_api_key) == 0 && var.other_api_key != ""
}

resource "coder_env" "other" {
  count    = local.is_shared ? 1 : 0
  agent_id = var.agent_id
  name     = "OTHER_API_KEY"
  value    = var.other_api_key
}

resource "coder_env" "personal_other" {
  count    = length(data.coder_parameter.other_api_key)
  agent_id = var.agent_id
  name     = "OTHER_API_KEY"
  value    = data.coder_parameter.other_api_key[0].value
}

variable "third_api_key" {
  description = "A third API key of the team."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "third_api_key" {
  count       = var.ask_for_key ? 1 : 0
  name        = "acme_third_api_key"
  description = "Your API key. The form masks it, but the value is stored as plaintext in the Coder database."
  type        = "string"
  default     = ""
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "third" {
  count    = var.ask_for_key == false ? 1 : 0
  agent_id = var.agent_id
  name     = "THIRD_API_KEY"
  value    = var.third_api_key
}

resource "coder_env" "personal_third" {
  count    = var.ask_for_key && try(data.coder_parameter.third_api_key[0].value, "") != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "THIRD_API_KEY"
  value    = data.coder_parameter.third_api_key[0].value
}
