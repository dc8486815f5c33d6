terraform {
  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "azure_client_secret" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_azure_client_secret_parameter" {
  description = "Ask each user for a personal Azure API key in the workspace form, instead of using `azure_client_secret`."
  type        = bool
  default     = false
}

variable "agent_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_agent_token_parameter" {
  description = "Ask each user for a personal Bad Fix Halves Of Credentials API key in the workspace form, instead of using `agent_token`."
  type        = bool
  default     = false
}

variable "service_account_json" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_service_account_json_parameter" {
  description = "Ask each user for a personal Bad Fix Halves Of Credentials API key in the workspace form, instead of using `service_account_json`."
  type        = bool
  default     = false
}

variable "azure_sas_token" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_azure_sas_token_parameter" {
  description = "Ask each user for a personal Azure API key in the workspace form, instead of using `azure_sas_token`."
  type        = bool
  default     = false
}

variable "ssh_private_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_ssh_private_key_parameter" {
  description = "Ask each user for a personal Bad Fix Halves Of Credentials API key in the workspace form, instead of using `ssh_private_key`."
  type        = bool
  default     = false
}

variable "plain_api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "enable_plain_api_key_parameter" {
  description = "Ask each user for a personal Plain API key in the workspace form, instead of using `plain_api_key`."
  type        = bool
  default     = false
}

variable "azure_subscription_id" {
  type    = string
  default = ""
}

variable "azure_client_id" {
  type    = string
  default = ""
}

variable "azure_client_email" {
  type    = string
  default = ""
}

variable "agent_id" {
  type    = string
  default = ""
}

variable "service_account_id" {
  type    = string
  default = ""
}

variable "service_account_email" {
  type    = string
  default = ""
}

variable "ssh_username" {
  type    = string
  default = ""
}

data "coder_parameter" "azure_client_secret" {
  count        = var.enable_azure_client_secret_parameter ? 1 : 0
  name         = "bad_fix_halves_of_credentials_azure_client_secret"
  display_name = "Bad Fix Halves Of Credentials Azure client secret"
  description  = "Your personal Azure API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  azure_client_secret = var.enable_azure_client_secret_parameter ? sensitive(data.coder_parameter.azure_client_secret[0].value) : var.azure_client_secret
}

data "coder_parameter" "agent_token" {
  count        = var.enable_agent_token_parameter ? 1 : 0
  name         = "bad_fix_halves_of_credentials_agent_token"
  display_name = "Bad Fix Halves Of Credentials API key"
  description  = "Your personal Bad Fix Halves Of Credentials API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  agent_token = var.enable_agent_token_parameter ? sensitive(data.coder_parameter.agent_token[0].value) : var.agent_token
}

data "coder_parameter" "service_account_json" {
  count        = var.enable_service_account_json_parameter ? 1 : 0
  name         = "bad_fix_halves_of_credentials_service_account_json"
  display_name = "Bad Fix Halves Of Credentials API key"
  description  = "Your personal Bad Fix Halves Of Credentials API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  service_account_json = var.enable_service_account_json_parameter ? sensitive(data.coder_parameter.service_account_json[0].value) : var.service_account_json
}

data "coder_parameter" "azure_sas_token" {
  count        = var.enable_azure_sas_token_parameter ? 1 : 0
  name         = "bad_fix_halves_of_credentials_azure_sas_token"
  display_name = "Bad Fix Halves Of Credentials Azure SAS token"
  description  = "Your personal Azure API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  azure_sas_token = var.enable_azure_sas_token_parameter ? sensitive(data.coder_parameter.azure_sas_token[0].value) : var.azure_sas_token
}

data "coder_parameter" "ssh_private_key" {
  count        = var.enable_ssh_private_key_parameter ? 1 : 0
  name         = "bad_fix_halves_of_credentials_ssh_private_key"
  display_name = "Bad Fix Halves Of Credentials API key"
  description  = "Your personal Bad Fix Halves Of Credentials API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "textarea"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  ssh_private_key = var.enable_ssh_private_key_parameter ? sensitive(data.coder_parameter.ssh_private_key[0].value) : var.ssh_private_key
}

data "coder_parameter" "plain_api_key" {
  count        = var.enable_plain_api_key_parameter ? 1 : 0
  name         = "bad_fix_halves_of_credentials_plain_api_key"
  display_name = "Bad Fix Halves Of Credentials Plain API key"
  description  = "Your personal Plain API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  plain_api_key = var.enable_plain_api_key_parameter ? sensitive(data.coder_parameter.plain_api_key[0].value) : var.plain_api_key
}

resource "coder_env" "azure_client_secret" {
  agent_id = var.agent_id
  name     = "AZURE_CLIENT_SECRET"
  value    = local.azure_client_secret
}

resource "coder_env" "agent_token" {
  agent_id = var.agent_id
  name     = "AGENT_TOKEN"
  value    = local.agent_token
}

resource "coder_env" "service_account_json" {
  agent_id = var.agent_id
  name     = "SERVICE_ACCOUNT_JSON"
  value    = local.service_account_json
}

resource "coder_env" "azure_sas_token" {
  agent_id = var.agent_id
  name     = "AZURE_SAS_TOKEN"
  value    = local.azure_sas_token
}

resource "coder_env" "ssh_private_key" {
  agent_id = var.agent_id
  name     = "SSH_PRIVATE_KEY"
  value    = local.ssh_private_key
}

resource "coder_env" "plain_api_key" {
  agent_id = var.agent_id
  name     = "PLAIN_API_KEY"
  value    = local.plain_api_key
}
