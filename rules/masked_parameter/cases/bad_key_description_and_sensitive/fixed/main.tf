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

variable "linear" {
  type        = string
  description = "Paste the API token that Linear shows under Settings."
  default     = ""
  sensitive   = true
}

variable "enable_linear_parameter" {
  description = "Ask each user for a personal Linear credential in the workspace form, instead of using `linear`."
  type        = bool
  default     = false
}

variable "gcp_service_account" {
  type        = string
  description = "JSON with the service-account key that the CLI signs in with."
  default     = ""
  sensitive   = true
}

variable "enable_gcp_service_account_parameter" {
  description = "Ask each user for a personal GCP JSON in the workspace form, instead of using `gcp_service_account`."
  type        = bool
  default     = false
}

data "coder_parameter" "linear" {
  count        = var.enable_linear_parameter ? 1 : 0
  name         = "bad_key_description_and_sensitive_linear"
  display_name = "Bad Key Description And Sensitive Linear credential"
  description  = "Your personal Linear credential (paste the API token that Linear shows under Settings). The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  linear = var.enable_linear_parameter ? sensitive(data.coder_parameter.linear[0].value) : var.linear
}

data "coder_parameter" "gcp_service_account" {
  count        = var.enable_gcp_service_account_parameter ? 1 : 0
  name         = "bad_key_description_and_sensitive_gcp_service_account"
  display_name = "Bad Key Description And Sensitive GCP service account credential"
  description  = "Your personal GCP JSON. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  gcp_service_account = var.enable_gcp_service_account_parameter ? sensitive(data.coder_parameter.gcp_service_account[0].value) : var.gcp_service_account
}

resource "coder_script" "setup" {
  agent_id     = var.agent_id
  display_name = "Setup"
  run_on_start = true
  script       = <<-EOT
    setup --linear '${local.linear}'
    setup --gcp '${local.gcp_service_account}'
  EOT
}
