terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "k00_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k00_api_key_parameter" {
  description = "Ask each user for a personal K00 API key in the workspace form, instead of using `k00_api_key`."
  type        = bool
  default     = false
}

variable "k01_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k01_api_key_parameter" {
  description = "Ask each user for a personal K01 API key in the workspace form, instead of using `k01_api_key`."
  type        = bool
  default     = false
}

variable "k02_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k02_api_key_parameter" {
  description = "Ask each user for a personal K02 API key in the workspace form, instead of using `k02_api_key`."
  type        = bool
  default     = false
}

variable "k03_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k03_api_key_parameter" {
  description = "Ask each user for a personal K03 API key in the workspace form, instead of using `k03_api_key`."
  type        = bool
  default     = false
}

variable "k04_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k04_api_key_parameter" {
  description = "Ask each user for a personal K04 API key in the workspace form, instead of using `k04_api_key`."
  type        = bool
  default     = false
}

variable "k05_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k05_api_key_parameter" {
  description = "Ask each user for a personal K05 API key in the workspace form, instead of using `k05_api_key`."
  type        = bool
  default     = false
}

variable "k06_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k06_api_key_parameter" {
  description = "Ask each user for a personal K06 API key in the workspace form, instead of using `k06_api_key`."
  type        = bool
  default     = false
}

variable "k07_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k07_api_key_parameter" {
  description = "Ask each user for a personal K07 API key in the workspace form, instead of using `k07_api_key`."
  type        = bool
  default     = false
}

variable "k08_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k08_api_key_parameter" {
  description = "Ask each user for a personal K08 API key in the workspace form, instead of using `k08_api_key`."
  type        = bool
  default     = false
}

variable "k09_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k09_api_key_parameter" {
  description = "Ask each user for a personal K09 API key in the workspace form, instead of using `k09_api_key`."
  type        = bool
  default     = false
}

variable "k10_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k10_api_key_parameter" {
  description = "Ask each user for a personal K10 API key in the workspace form, instead of using `k10_api_key`."
  type        = bool
  default     = false
}

variable "k11_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_k11_api_key_parameter" {
  description = "Ask each user for a personal K11 API key in the workspace form, instead of using `k11_api_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "k00_api_key" {
  count        = var.enable_k00_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k00_api_key"
  display_name = "Bad Fix Twelve Keys K00 API key"
  description  = "Your personal K00 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k00_api_key = var.enable_k00_api_key_parameter ? sensitive(data.coder_parameter.k00_api_key[0].value) : var.k00_api_key
}

data "coder_parameter" "k01_api_key" {
  count        = var.enable_k01_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k01_api_key"
  display_name = "Bad Fix Twelve Keys K01 API key"
  description  = "Your personal K01 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k01_api_key = var.enable_k01_api_key_parameter ? sensitive(data.coder_parameter.k01_api_key[0].value) : var.k01_api_key
}

data "coder_parameter" "k02_api_key" {
  count        = var.enable_k02_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k02_api_key"
  display_name = "Bad Fix Twelve Keys K02 API key"
  description  = "Your personal K02 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k02_api_key = var.enable_k02_api_key_parameter ? sensitive(data.coder_parameter.k02_api_key[0].value) : var.k02_api_key
}

data "coder_parameter" "k03_api_key" {
  count        = var.enable_k03_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k03_api_key"
  display_name = "Bad Fix Twelve Keys K03 API key"
  description  = "Your personal K03 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k03_api_key = var.enable_k03_api_key_parameter ? sensitive(data.coder_parameter.k03_api_key[0].value) : var.k03_api_key
}

data "coder_parameter" "k04_api_key" {
  count        = var.enable_k04_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k04_api_key"
  display_name = "Bad Fix Twelve Keys K04 API key"
  description  = "Your personal K04 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k04_api_key = var.enable_k04_api_key_parameter ? sensitive(data.coder_parameter.k04_api_key[0].value) : var.k04_api_key
}

data "coder_parameter" "k05_api_key" {
  count        = var.enable_k05_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k05_api_key"
  display_name = "Bad Fix Twelve Keys K05 API key"
  description  = "Your personal K05 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k05_api_key = var.enable_k05_api_key_parameter ? sensitive(data.coder_parameter.k05_api_key[0].value) : var.k05_api_key
}

data "coder_parameter" "k06_api_key" {
  count        = var.enable_k06_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k06_api_key"
  display_name = "Bad Fix Twelve Keys K06 API key"
  description  = "Your personal K06 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k06_api_key = var.enable_k06_api_key_parameter ? sensitive(data.coder_parameter.k06_api_key[0].value) : var.k06_api_key
}

data "coder_parameter" "k07_api_key" {
  count        = var.enable_k07_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k07_api_key"
  display_name = "Bad Fix Twelve Keys K07 API key"
  description  = "Your personal K07 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k07_api_key = var.enable_k07_api_key_parameter ? sensitive(data.coder_parameter.k07_api_key[0].value) : var.k07_api_key
}

data "coder_parameter" "k08_api_key" {
  count        = var.enable_k08_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k08_api_key"
  display_name = "Bad Fix Twelve Keys K08 API key"
  description  = "Your personal K08 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k08_api_key = var.enable_k08_api_key_parameter ? sensitive(data.coder_parameter.k08_api_key[0].value) : var.k08_api_key
}

data "coder_parameter" "k09_api_key" {
  count        = var.enable_k09_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k09_api_key"
  display_name = "Bad Fix Twelve Keys K09 API key"
  description  = "Your personal K09 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k09_api_key = var.enable_k09_api_key_parameter ? sensitive(data.coder_parameter.k09_api_key[0].value) : var.k09_api_key
}

data "coder_parameter" "k10_api_key" {
  count        = var.enable_k10_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k10_api_key"
  display_name = "Bad Fix Twelve Keys K10 API key"
  description  = "Your personal K10 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k10_api_key = var.enable_k10_api_key_parameter ? sensitive(data.coder_parameter.k10_api_key[0].value) : var.k10_api_key
}

data "coder_parameter" "k11_api_key" {
  count        = var.enable_k11_api_key_parameter ? 1 : 0
  name         = "bad_fix_twelve_keys_k11_api_key"
  display_name = "Bad Fix Twelve Keys K11 API key"
  description  = "Your personal K11 API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  k11_api_key = var.enable_k11_api_key_parameter ? sensitive(data.coder_parameter.k11_api_key[0].value) : var.k11_api_key
}

resource "coder_env" "k00_api_key" {
  agent_id = "agent"
  name     = "K00_API_KEY"
  value    = local.k00_api_key
}

resource "coder_env" "k01_api_key" {
  agent_id = "agent"
  name     = "K01_API_KEY"
  value    = local.k01_api_key
}

resource "coder_env" "k02_api_key" {
  agent_id = "agent"
  name     = "K02_API_KEY"
  value    = local.k02_api_key
}

resource "coder_env" "k03_api_key" {
  agent_id = "agent"
  name     = "K03_API_KEY"
  value    = local.k03_api_key
}

resource "coder_env" "k04_api_key" {
  agent_id = "agent"
  name     = "K04_API_KEY"
  value    = local.k04_api_key
}

resource "coder_env" "k05_api_key" {
  agent_id = "agent"
  name     = "K05_API_KEY"
  value    = local.k05_api_key
}

resource "coder_env" "k06_api_key" {
  agent_id = "agent"
  name     = "K06_API_KEY"
  value    = local.k06_api_key
}

resource "coder_env" "k07_api_key" {
  agent_id = "agent"
  name     = "K07_API_KEY"
  value    = local.k07_api_key
}

resource "coder_env" "k08_api_key" {
  agent_id = "agent"
  name     = "K08_API_KEY"
  value    = local.k08_api_key
}

resource "coder_env" "k09_api_key" {
  agent_id = "agent"
  name     = "K09_API_KEY"
  value    = local.k09_api_key
}

resource "coder_env" "k10_api_key" {
  agent_id = "agent"
  name     = "K10_API_KEY"
  value    = local.k10_api_key
}

resource "coder_env" "k11_api_key" {
  agent_id = "agent"
  name     = "K11_API_KEY"
  value    = local.k11_api_key
}
