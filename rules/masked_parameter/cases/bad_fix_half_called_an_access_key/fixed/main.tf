terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "aws_access_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "aws_secret_key" {
  type      = string
  default   = ""
  sensitive = true
}

variable "enable_aws_secret_key_parameter" {
  description = "Ask each user for a personal AWS secret key in the workspace form, instead of using `aws_secret_key`."
  type        = bool
  default     = false
}

data "coder_parameter" "aws_secret_key" {
  count        = var.enable_aws_secret_key_parameter ? 1 : 0
  name         = "bad_fix_half_called_an_access_key_aws_secret_key"
  display_name = "Bad Fix Half Called An Access Key AWS secret key"
  description  = "Your personal AWS secret key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  aws_secret_key = var.enable_aws_secret_key_parameter ? sensitive(data.coder_parameter.aws_secret_key[0].value) : var.aws_secret_key
}

resource "coder_env" "id" {
  agent_id = "agent"
  name     = "AWS_ACCESS_KEY_ID"
  value    = var.aws_access_key
}

resource "coder_env" "secret" {
  agent_id = "agent"
  name     = "AWS_SECRET_ACCESS_KEY"
  value    = local.aws_secret_key
}
