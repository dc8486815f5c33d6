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
}

variable "search_api_key" {
  type        = string
  description = "API key for Voyage."
  default     = ""
  sensitive   = true
}

variable "ask_for_search_key" {
  type        = bool
  description = "Whether each user is asked in the workspace form."
  default     = false
}

data "coder_parameter" "search_api_key" {
  count       = var.ask_for_search_key ? 1 : 0
  name        = "search_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "search" {
  agent_id = var.agent_id
  name     = "SEARCH_API_KEY"
  value    = var.ask_for_search_key ? data.coder_parameter.search_api_key[0].value : var.search_api_key
}

variable "ask_for_voyage_key" {
  type        = bool
  description = "Whether each user is asked in the workspace form."
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count       = var.ask_for_voyage_key ? 1 : 0
  name        = "voyage_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "voyage" {
  agent_id = var.agent_id
  name     = "VOYAGE_API_KEY"
  value    = var.ask_for_voyage_key ? data.coder_parameter.voyage_api_key[0].value : var.voyage_api_key
}
