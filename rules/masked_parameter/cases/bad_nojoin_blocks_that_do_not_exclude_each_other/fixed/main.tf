terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

data "coder_workspace" "me" {}

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

variable "enable_api_key_parameter" {
  description = "Ask each user for a personal Bad Nojoin Blocks That Do Not Exclude Each Other API key in the workspace form, instead of using `api_key`."
  type        = bool
  default     = false
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
  count    = data.coder_workspace.me.transition == "stop" ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = local.api_key
}

resource "coder_env" "personal_key" {
  count    = data.coder_workspace.me.transition != "stop" ? 1 : 0
  agent_id = var.agent_id
  name     = "ACME_API_KEY"
  value    = try(data.coder_parameter.api_key[0].value, "")
}

variable "other_api_key" {
  description = "Another API key of the team."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_other_api_key_parameter" {
  description = "Ask each user for a personal Bad Nojoin Blocks That Do Not Exclude Each Other another API key in the workspace form, instead of using `other_api_key`."
  type        = bool
  default     = false
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

resource "coder_env" "other" {
  count    = var.ask_for_key ? 1 : 0
  agent_id = var.agent_id
  name     = "OTHER_API_KEY"
  value    = local.other_api_key
}

resource "coder_env" "personal_other" {
  count    = var.ask_for_key ? 1 : 0
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

variable "enable_third_api_key_parameter" {
  description = "Ask each user for a personal Bad Nojoin Blocks That Do Not Exclude Each Other third API key in the workspace form, instead of using `third_api_key`."
  type        = bool
  default     = false
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

data "coder_parameter" "api_key_2" {
  count        = var.enable_api_key_parameter ? 1 : 0
  name         = "bad_nojoin_blocks_that_do_not_exclude_each_other_api_key"
  display_name = "Bad Nojoin Blocks That Do Not Exclude Each Other API key"
  description  = "Your personal Bad Nojoin Blocks That Do Not Exclude Each Other API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  api_key = var.enable_api_key_parameter ? sensitive(data.coder_parameter.api_key_2[0].value) : var.api_key
}

data "coder_parameter" "other_api_key_2" {
  count        = var.enable_other_api_key_parameter ? 1 : 0
  name         = "bad_nojoin_blocks_that_do_not_exclude_each_other_api_key_2"
  display_name = "Bad Nojoin Blocks That Do Not Exclude Each Other API key"
  description  = "Your personal Bad Nojoin Blocks That Do Not Exclude Each Other another API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  other_api_key = var.enable_other_api_key_parameter ? sensitive(data.coder_parameter.other_api_key_2[0].value) : var.other_api_key
}

data "coder_parameter" "third_api_key_2" {
  count        = var.enable_third_api_key_parameter ? 1 : 0
  name         = "bad_nojoin_blocks_that_do_not_exclude_each_other_third_api_key"
  display_name = "Bad Nojoin Blocks That Do Not Exclude Each Other third API key"
  description  = "Your personal Bad Nojoin Blocks That Do Not Exclude Each Other third API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  third_api_key = var.enable_third_api_key_parameter ? sensitive(data.coder_parameter.third_api_key_2[0].value) : var.third_api_key
}

resource "coder_env" "third" {
  count    = var.ask_for_key ? 0 : 1
  agent_id = var.agent_id
  name     = "THIRD_API_KEY"
  value    = local.third_api_key
}

resource "coder_env" "personal_third" {
  count    = var.ask_for_key ? 1 : 0
  agent_id = var.agent_id
  name     = "MY_THIRD_API_KEY"
  value    = data.coder_parameter.third_api_key[0].value
}
