terraform {
  required_version = ">= 1.9"

  required_providers {
    coder = {
      source  = "coder/coder"
      version = ">= 2.5"
    }
  }
}

variable "api_key" {
  description = "API key."
  type        = string
  default     = ""
  sensitive   = true
}

variable "ask" {
  description = "The ask."
  type        = bool
  default     = false
}

variable "mode" {
  description = "The mode."
  type        = string
  default     = "all"
}

variable "on" {
  description = "The on."
  type        = bool
  default     = true
}

data "coder_workspace" "me" {}

data "coder_parameter" "api_key" {
  count       = var.ask ? 1 : 0
  name        = "length_at_least_api_key"
  description = "Your own key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_env" "of_all" {
  count    = !var.ask ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = var.api_key
}

resource "coder_env" "of_user" {
  count    = length(data.coder_parameter.api_key) >= 1 ? 1 : 0
  agent_id = "agent"
  name     = "API_KEY"
  value    = data.coder_parameter.api_key[0].value
}
