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

variable "ask_key" {
  type        = bool
  description = "Whether each user is asked for a key."
  default     = false
}

data "coder_parameter" "voyage_api_key" {
  count       = var.ask_key ? 1 : 0
  name        = "voyage_api_key"
  description = "Your Voyage API key. The form hides it, while the value is stored as plaintext in the Coder database."
  type        = "string"
  form_type   = "input"
  mutable     = true
  styling = jsonencode({
    mask_input = true
  })
}

resource "coder_script" "login" {
  agent_id     = var.agent_id
  display_name = "Log in"
  run_on_start = true
  script       = "voyage login '${replace(data.coder_parameter.voyage_api_key[0].value, "\n", "")}'"
}
