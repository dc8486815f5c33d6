terraform {
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

variable "ask" {
  description = "Ask each user."
  type        = bool
  default     = false
}

variable "first_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_first_token_parameter" {
  description = "Ask each user for a personal Bad One Of Two In A Map API key in the workspace form, instead of using `first_token`."
  type        = bool
  default     = false
}

variable "second_token" {
  description = "API key of the service."
  type        = string
  default     = ""
  sensitive   = true
}

data "coder_parameter" "second_token" {
  count        = var.ask ? 1 : 0
  name         = "second_token"
  display_name = "Second token"
  description  = "Your key. The form masks it, but the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  env = var.ask ? {
    FIRST_TOKEN  = local.first_token
    SECOND_TOKEN = data.coder_parameter.second_token[0].value
    } : {
    FIRST_TOKEN  = local.first_token
    SECOND_TOKEN = var.second_token
  }
}

data "coder_parameter" "first_token" {
  count        = var.enable_first_token_parameter ? 1 : 0
  name         = "bad_one_of_two_in_a_map_first_token"
  display_name = "Bad One Of Two In A Map API key"
  description  = "Your personal Bad One Of Two In A Map API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  first_token = var.enable_first_token_parameter ? sensitive(data.coder_parameter.first_token[0].value) : var.first_token
}

resource "coder_env" "it" {
  for_each = local.env
  agent_id = var.agent_id
  name     = each.key
  value    = each.value
}
