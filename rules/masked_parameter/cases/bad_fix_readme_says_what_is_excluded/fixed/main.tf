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
  type        = string
  description = "The ID of the Coder agent this module is attached to."
}

variable "voyage_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true

  validation {
    condition     = !(var.use_gateway && var.voyage_api_key != "")
    error_message = "The gateway takes no voyage_api_key."
  }

  validation {
    condition     = var.voyage_api_key == "" || var.voyage_profile == null
    error_message = "Set voyage_api_key or voyage_profile, not both."
  }
}

variable "enable_voyage_api_key_parameter" {
  description = "Ask each user for a personal Voyage API key in the workspace form, instead of using `voyage_api_key`."
  type        = bool
  default     = false

  validation {
    condition     = !(var.enable_voyage_api_key_parameter && var.mode == "offline")
    error_message = "Offline, there is no use for enable_voyage_api_key_parameter."
  }

  validation {
    condition     = !(var.enable_voyage_api_key_parameter && var.use_gateway)
    error_message = "The gateway takes no enable_voyage_api_key_parameter."
  }

  validation {
    condition     = !var.enable_voyage_api_key_parameter || var.voyage_profile == null
    error_message = "Set enable_voyage_api_key_parameter or voyage_profile, not both."
  }
}

variable "use_gateway" {
  type        = bool
  description = "Whether requests go through the gateway."
  default     = false
}

variable "voyage_profile" {
  type        = string
  description = "The profile to sign in with."
  default     = null
}

variable "mode" {
  type        = string
  description = "How requests go."
  default     = "direct"

  validation {
    condition     = !(var.mode == "offline" && var.voyage_api_key != "")
    error_message = "Offline, there is no use for voyage_api_key."
  }
}

data "coder_parameter" "voyage_api_key" {
  count        = var.enable_voyage_api_key_parameter ? 1 : 0
  name         = "bad_fix_readme_says_what_is_excluded_voyage_api_key"
  display_name = "Voyage API key"
  description  = "Your personal Voyage API key. The form masks it, which is purely cosmetic: the value is stored as plaintext in the Coder database."
  type         = "string"
  mutable      = true
  form_type    = "input"
  styling = jsonencode({
    mask_input = true
  })
}

locals {
  voyage_api_key = var.enable_voyage_api_key_parameter ? sensitive(data.coder_parameter.voyage_api_key[0].value) : var.voyage_api_key
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = local.voyage_api_key
}
