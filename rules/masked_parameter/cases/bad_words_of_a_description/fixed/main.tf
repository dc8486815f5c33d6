terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "a_token" {
  description = "Access token, also known as the session key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_a_token_parameter" {
  description = "Ask each user for a personal A access token in the workspace form, instead of using `a_token`."
  type        = bool
  default     = false
}

variable "b_token" {
  description = "API token with read permission."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_b_token_parameter" {
  description = "Ask each user for a personal B API token in the workspace form, instead of using `b_token`."
  type        = bool
  default     = false
}

variable "c_token" {
  description = "API token with the scope `repo`."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_c_token_parameter" {
  description = "Ask each user for a personal C API token in the workspace form, instead of using `c_token`."
  type        = bool
  default     = false
}

variable "d_token" {
  description = "(optional) Access token."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_d_token_parameter" {
  description = "Ask each user for a personal D access token in the workspace form, instead of using `d_token`."
  type        = bool
  default     = false
}

variable "e_token" {
  description = "Access token. It begins with `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`. It ends in `yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy`. It begins with `zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz`."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_e_token_parameter" {
  description = "Ask each user for a personal E access token in the workspace form, instead of using `e_token`."
  type        = bool
  default     = false
}

data "coder_parameter" "a_token" {
  count        = var.enable_a_token_parameter ? 1 : 0
  name         = "bad_words_of_a_description_token"
  display_name = "Bad Words Of A Description token"
  description  = "Your personal A access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  a_token = var.enable_a_token_parameter ? sensitive(data.coder_parameter.a_token[0].value) : var.a_token
}

data "coder_parameter" "b_token" {
  count        = var.enable_b_token_parameter ? 1 : 0
  name         = "bad_words_of_a_description_b_token"
  display_name = "Bad Words Of A Description B API token"
  description  = "Your personal B API token (with read permission). The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  b_token = var.enable_b_token_parameter ? sensitive(data.coder_parameter.b_token[0].value) : var.b_token
}

data "coder_parameter" "c_token" {
  count        = var.enable_c_token_parameter ? 1 : 0
  name         = "bad_words_of_a_description_c_token"
  display_name = "Bad Words Of A Description C API token"
  description  = "Your personal C API token (with the scope `repo`). The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  c_token = var.enable_c_token_parameter ? sensitive(data.coder_parameter.c_token[0].value) : var.c_token
}

data "coder_parameter" "d_token" {
  count        = var.enable_d_token_parameter ? 1 : 0
  name         = "bad_words_of_a_description_d_token"
  display_name = "Bad Words Of A Description D token"
  description  = "Your personal D access token. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  d_token = var.enable_d_token_parameter ? sensitive(data.coder_parameter.d_token[0].value) : var.d_token
}

data "coder_parameter" "e_token" {
  count        = var.enable_e_token_parameter ? 1 : 0
  name         = "bad_words_of_a_description_e_token"
  display_name = "Bad Words Of A Description E token"
  description  = "Your personal E access token (it begins with `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx`). The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  e_token = var.enable_e_token_parameter ? sensitive(data.coder_parameter.e_token[0].value) : var.e_token
}

resource "coder_env" "a_token" {
  agent_id = "agent"
  name     = "A_TOKEN"
  value    = local.a_token
}

resource "coder_env" "b_token" {
  agent_id = "agent"
  name     = "B_TOKEN"
  value    = local.b_token
}

resource "coder_env" "c_token" {
  agent_id = "agent"
  name     = "C_TOKEN"
  value    = local.c_token
}

resource "coder_env" "d_token" {
  agent_id = "agent"
  name     = "D_TOKEN"
  value    = local.d_token
}

resource "coder_env" "e_token" {
  agent_id = "agent"
  name     = "E_TOKEN"
  value    = local.e_token
}
