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

variable "perplexity" {
  type        = string
  description = "Account that searches are billed to."
  default     = ""
  sensitive   = true
}

variable "enable_perplexity_parameter" {
  description = "Ask each user for a personal Perplexity credential in the workspace form, instead of using `perplexity`."
  type        = bool
  default     = false
}

data "coder_parameter" "perplexity" {
  count        = var.enable_perplexity_parameter ? 1 : 0
  name         = "bad_key_env_evidence_perplexity"
  display_name = "Bad Key Env Evidence Perplexity credential"
  description  = "Your personal Perplexity credential. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  perplexity = var.enable_perplexity_parameter ? sensitive(data.coder_parameter.perplexity[0].value) : var.perplexity
}

resource "coder_env" "p" {
  count    = var.enable_perplexity_parameter || var.perplexity != "" ? 1 : 0
  agent_id = var.agent_id
  name     = "PERPLEXITY_API_KEY"
  value    = local.perplexity
}
